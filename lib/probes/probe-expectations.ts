import type { ProbedDoor, ProbeShopExpectations } from '../../lambdas/probe-shop/contract';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';

/** What is probed, as the stacks above deployed it. */
export interface ProbedShop {
  /** Domain names of the distributions: where the doors are before DNS says so. */
  readonly doorTargets: { readonly shop: string; readonly staff: string };
  readonly autoScalingGroupName: string;
  readonly evidence: { readonly bucketName: string; readonly region: string };
}

/** What `probe-shop` holds the shop's outside against. */
export function probeExpectationsOf(store: StoreConfig, probed: ProbedShop): ProbeShopExpectations {
  const { testMailDocument, testOrderDocument } = namesOf(store);
  const { homeText, testOrder } = store.probe;
  const door = (host: string, target: string): ProbedDoor => ({
    host,
    // Once the name points here, what shoppers ask is what is asked: DNS is part of what is probed.
    ...(!store.dns.cutover && { connectTo: target }),
  });
  return {
    store: store.name,
    doors: {
      shop: door(store.domain, probed.doorTargets.shop),
      staff: door(store.staffHost, probed.doorTargets.staff),
    },
    ...(homeText !== undefined && { homeText }),
    ...(testOrder && { testOrder }),
    autoScalingGroup: probed.autoScalingGroupName,
    mailDocument: testMailDocument,
    orderDocument: testOrderDocument,
    evidence: { bucket: probed.evidence.bucketName, region: probed.evidence.region },
  };
}
