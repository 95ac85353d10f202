import type { HttpRequest } from './behaviour';

/** A way to say a request: what it changes of it. */
export type Form = Partial<HttpRequest> & Pick<HttpRequest, 'form' | 'target'>;
