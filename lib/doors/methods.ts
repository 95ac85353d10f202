import type { Method } from './route';

export const nobody: readonly Method[] = [];
export const read: readonly Method[] = ['GET'];
export const form: readonly Method[] = ['GET', 'POST'];
export const rest: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Both doors refuse. */
export const refused = { shop: nobody, staff: nobody, servant: 'nobody' } as const;
