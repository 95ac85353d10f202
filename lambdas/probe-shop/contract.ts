/** Environment of `probe-shop`. */
export const probeShopEnvironment = {
  metricNamespace: 'METRIC_NAMESPACE',
  version: 'STOREFORT_VERSION',
} as const;

/** Metrics, without dimensions. */
export const probeShopMetrics = {
  /** 1 or 0, each `watch`; what could not be found out puts nothing, and its alarm rings of silence. */
  shopProbed: 'ShopProbed',
} as const;

export const probeShopCheck = 'shop-probe';

/** Who places test orders: SES's simulator takes the mails, wherever the shop sends them from, and nobody is bothered. */
export const probeCustomer = 'success@simulator.amazonses.com';

/** A door as the outside comes to it. */
export interface ProbedDoor {
  readonly host: string;
  /** What to connect to while DNS does not point here yet. @default - what DNS says */
  readonly connectTo?: string;
}

/** What the store file promises of the shop's outside. */
export interface ProbeShopExpectations {
  readonly store: string;
  readonly doors: { readonly shop: ProbedDoor; readonly staff: ProbedDoor };
  /** Stands on the home page as shoppers read it: what a defaced one lacks. @default - any whole page without errors will do */
  readonly homeText?: string;
  /** A test order is placed and cancelled daily and by each window. @default - none */
  readonly testOrder?: { readonly productId: number; readonly gateway: string };
  /** Hosts that send the test mail and cancel the test order. */
  readonly autoScalingGroup: string;
  readonly mailDocument: string;
  readonly orderDocument: string;
  readonly evidence: { readonly bucket: string; readonly region: string };
}

/**
 * `watch`: every five minutes, doors and pages only; evidence is put only when it does not pass. `daily`: everything, a test mail
 * and the test order too, with evidence. `window`: as daily without the mail, before and after a patch.
 */
export type ProbeMode = 'watch' | 'daily' | 'window';

export interface ProbeShopEvent {
  readonly expected: ProbeShopExpectations;
  readonly mode: ProbeMode;
}

/** What it answers. */
export interface ProbeShopAnswer {
  readonly verdict: 'pass' | 'fail' | 'error';
  /** Each check's verdict by its id. */
  readonly checks: Readonly<Record<string, 'pass' | 'fail' | 'error' | 'not-run'>>;
  /** Milliseconds by page: median of what was asked. */
  readonly responseMs: Readonly<Record<string, number>>;
  readonly evidenceKey?: string;
  /** One line. */
  readonly summary: string;
}
