import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { asFound } from './wildcard-finding';

/** Why a finding stands. */
export interface Acknowledgement {
  /** At least 40 characters, naming the compensating control or the AWS limitation. */
  readonly reason: string;
  /** Who decided. */
  readonly owner: string;
  /** Until when it holds, `YYYY-MM-DD`; the plan lists what is past it. */
  readonly reviewBy: string;
}

const shortestReason = 40;
const prefixed = /^[A-Za-z0-9.]+::[^\s]+/;

/** The rules' answers that a reviewer accepted, kept for the plan and for the test that finds stale ones. */
export const acknowledgementMetadata = 'storefort:acknowledged';

/**
 * Accepts a finding of a rule pack for one construct and what is below it. Call it beside the resource it excuses, never at
 * stack or app scope: there it would excuse what is added tomorrow.
 *
 * @param ids prefixed ids, such as `AwsSolutions::AwsSolutions-S1`: cdk-nag silences the bare id without a record. More than
 * one id is for the same check in several packs. ARNs of other resources in them are written as the packs write them.
 * @throws Error when an id is not prefixed, the reason too short, or the date not `YYYY-MM-DD`
 */
export function acknowledge(construct: IConstruct, ids: string | readonly string[], why: Acknowledgement): void {
  if (why.reason.length < shortestReason) {
    throw new Error(`${construct.node.path}: a reason has at least ${shortestReason} characters, got "${why.reason}"`);
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(why.reviewBy)) {
    throw new Error(`${construct.node.path}: reviewBy must be YYYY-MM-DD, got "${why.reviewBy}"`);
  }
  for (const given of typeof ids === 'string' ? [ids] : ids) {
    const id = asFound(construct, given);
    if (!prefixed.test(id)) {
      throw new Error(`${construct.node.path}: "${id}" has no pack prefix; write it as AwsSolutions::AwsSolutions-S1`);
    }
    Validations.of(construct).acknowledge({ id, reason: why.reason });
    construct.node.addMetadata(acknowledgementMetadata, { id, ...why });
  }
}
