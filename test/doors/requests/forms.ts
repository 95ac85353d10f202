import type { DoorName } from '../../../lib/doors/route';
import type { Behaviour, CookieKind, HttpRequest } from './behaviour';
import type { Form } from './form';
import { pathForms } from './path-forms';
import { restForms } from './rest-forms';
import { variableForms } from './variable-forms';

const everywhere: readonly DoorName[] = ['shop', 'staff'];

/**
 * All the ways a behaviour is tried. The first is the plain one, at both doors; the others are ways around the shop door, each tried
 * with the behaviour's own session and with a valid administrator's.
 */
export function formsOf(behaviour: Behaviour): readonly HttpRequest[] {
  const plain = plainOf(behaviour);
  const others = disguises(behaviour).map((form): HttpRequest => ({ ...plain, doors: ['shop'], ...form }));
  return [plain, ...[plain, ...others].flatMap((request) => withSession(request, behaviour)), ...others];
}

function plainOf({ method, target, headers = {}, body, cookie = 'none', authorization }: Behaviour): HttpRequest {
  return {
    method,
    target,
    headers,
    ...(body !== undefined && { body }),
    cookie,
    ...(authorization && { authorization }),
    form: 'plain',
    doors: everywhere,
    status: 'answer',
    refusedWith: [404],
  };
}

function disguises(behaviour: Behaviour): readonly Form[] {
  if (behaviour.shop.kind !== 'refused') return [];
  if (behaviour.saying === 'rest') return restForms(behaviour);
  if (behaviour.saying === 'variable') return variableForms(behaviour);
  return behaviour.saying === 'path' ? pathForms(behaviour) : [];
}

/** The same with another session: none where it had one, a valid administrator's where it had none or another. */
function withSession(request: HttpRequest, { shop, cookie = 'none' }: Behaviour): HttpRequest[] {
  if (shop.kind !== 'refused') return [];
  const session: CookieKind = cookie === 'admin' ? 'none' : 'admin';
  const headers = session === 'admin' ? { ...request.headers, 'x-wp-nonce': '{nonce}' } : withoutNonce(request.headers);
  return [{ ...request, headers, cookie: session, form: `${request.form}, session ${session}`, doors: ['shop'] }];
}

function withoutNonce({ 'x-wp-nonce': _, ...headers }: Readonly<Record<string, string>>): Record<string, string> {
  return headers;
}
