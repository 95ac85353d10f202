import type { EvidenceStore } from '../shared/evidence';
import type { HostCommands } from '../shared/host-commands';
import type { HttpReader } from '../shared/http/http-reader';
import type { Metrics } from '../shared/metrics';
import type { Cookies } from './cookies';

export interface Ports {
  readonly http: HttpReader;
  readonly hosts: HostCommands;
  readonly evidence: Pick<EvidenceStore, 'put'>;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /**
   * Of the shopper who comes every five minutes. Kept from one run to the next, so that WooCommerce finds its draft of an order again
   * rather than making a new one, with a number of its own, each time.
   */
  readonly cookies: Cookies;
  /** Aborted when so little time is left that what was begun must be taken back now. */
  readonly deadline: AbortSignal;
  /** Aborted when so little time is left that evidence must be written now. */
  readonly lastCall: AbortSignal;
  /** CloudWatch namespace. */
  readonly namespace: string;
  readonly version: string;
}
