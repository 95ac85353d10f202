import type { Behaviour } from './behaviour';
import type { Form } from './form';
import { encoded, mixed } from './path-forms';
import { multipart } from './variable-forms';

const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const jsonType = { 'content-type': 'application/json' };

/** A REST route in all the ways WordPress lets it be named. */
export function restForms(behaviour: Behaviour): readonly Form[] {
  const [path = '', query] = behaviour.target.replace(/^\/wp-json/, '').split('?', 2);
  const route: Named = { path, query, behaviour };
  return [...byPath(route), ...byVariable(route), ...byBody(route), ...byMember(route), ...byMethod(route)];
}

interface Named {
  readonly path: string;
  readonly query: string | undefined;
  readonly behaviour: Behaviour;
}

const joined = (target: string, query: string | undefined): string =>
  query === undefined ? target : `${target}${target.includes('?') ? '&' : '?'}${query}`;

function byPath({ path, query }: Named): Form[] {
  const as = (form: string, target: string): Form => ({ form, target: joined(target, query), refusedWith: [400, 404] });
  return [
    as('path behind index.php', `/index.php/wp-json${path}`),
    as('path in mixed case', mixed(`/wp-json${path}`)),
    as('route in mixed case', `/wp-json${mixed(path)}`),
    as('path, first letter encoded', `/%77p-json${path}`),
    as('path, slashes encoded', `/wp-json/${path.slice(1).replaceAll('/', '%2f')}`),
    as('path, encoded twice', `/wp-json${path.replace(/[a-z]/, (letter) => encoded(letter).replace('%', '%25'))}`),
    as('path, two slashes', `//wp-json${path}`),
    as('path, two slashes inside', `/wp-json/${path}`),
    as('path, slashes behind', `/wp-json${path}///`),
    as('path, a dot behind', `/wp-json${path}.`),
    as('path, a backslash behind', `/wp-json${path}%5c`),
    as('path through an open route', `/wp-json/wc/store/v1/../../..${path}`),
  ];
}

function byVariable({ path, query }: Named): Form[] {
  const as = (form: string, target: string): Form => ({ form, target: joined(target, query), refusedWith: [400, 404] });
  return [
    as('variable', `/?rest_route=${path}`),
    as('variable, encoded', `/?rest_route=${encodeURIComponent(path)}`),
    as('variable, every letter encoded', `/?rest_route=${path.replace(/[a-z/]/g, encoded)}`),
    as('variable, encoded twice', `/?rest_route=${encodeURIComponent(encodeURIComponent(path))}`),
    as('variable in mixed case', `/?rest_route=${mixed(path)}`),
    as('variable, a slash behind', `/?rest_route=${path}/`),
    as('variable behind index.php', `/index.php?rest_route=${path}`),
    as('variable with an encoded name', `/?rest%5Froute=${path}`),
    as('variable with a dot for the underscore', `/?rest.route=${path}`),
    as('variable on an open route', `/wp-json/wc/store/v1/cart?rest_route=${path}`),
    as('variable twice', `/?rest_route=/wc/store/v1/cart&rest_route=${path}`),
    // The script does what its action says, and knows nothing of routes: nothing comes of it.
    {
      ...as('variable on the sign-in script’s open action', `/wp-login.php?action=postpass&rest_route=${path}`),
      refusedWith: [200, 400, 404],
    },
    { ...as('variable, in an envelope', `/?_envelope=1&rest_route=${path}`), status: 'envelope' },
  ];
}

function byBody({ path, query, behaviour }: Named): Form[] {
  const fields = `rest_route=${encodeURIComponent(path)}`;
  const override = { ...formType, 'x-http-method-override': behaviour.method };
  const post = (form: string, target: string, more: Partial<Form> = {}): Form => ({
    form,
    target: joined(target, query),
    method: 'POST',
    headers: formType,
    body: fields,
    ...more,
  });
  return [
    post('urlencoded body', '/'),
    post('urlencoded body behind index.php', '/index.php'),
    post('urlencoded body on a page', '/shop/'),
    post('urlencoded body, method by header', '/', { headers: override }),
    post('urlencoded body, method by variable', `/?_method=${behaviour.method}`),
    post('urlencoded body, nonce inside', '/', { headers: override, body: `${fields}&_wpnonce={nonce}` }),
    post('urlencoded body on an open route', '/wp-json/wc/store/v1/cart', { headers: override }),
    post('urlencoded body against the address', '/?rest_route=/wc/store/v1/cart', {
      headers: override,
      refusedWith: [400, 404],
    }),
    post('multipart body', '/', multipart(fields)),
    post('multipart body, method by header', '/', withHeader(multipart(fields), behaviour.method)),
    post('urlencoded body, in an envelope', '/?_envelope=1', { headers: override, status: 'envelope' }),
  ];
}

function withHeader(form: ReturnType<typeof multipart>, method: string): ReturnType<typeof multipart> {
  return { ...form, headers: { ...form.headers, 'x-http-method-override': method } };
}

/** As a member of a batch; WooCommerce's own only looks whether the path holds `wc/store`. */
function byMember({ path, query, behaviour }: Named): Form[] {
  const member = (suffix: string): string => {
    const method = behaviour.method === 'GET' ? 'POST' : behaviour.method;
    return JSON.stringify({ requests: [{ method, path: joined(`${path}${suffix}`, query), body: {} }] });
  };
  const batch = (form: string, target: string, body: string): Form => ({
    form,
    target,
    method: 'POST',
    headers: jsonType,
    body,
    status: 'batch',
    refusedWith: [400, 404],
  });
  return [
    batch('member of WordPress’s batch', '/wp-json/batch/v1', member('')),
    batch('member of WordPress’s batch by variable', '/?rest_route=/batch/v1', member('')),
    batch('member of WooCommerce’s batch', '/wp-json/wc/store/v1/batch', member('')),
    batch('member of WooCommerce’s batch that says wc/store', '/wp-json/wc/store/v1/batch', member('?x=wc/store')),
  ];
}

function byMethod({ path, query, behaviour }: Named): Form[] {
  const { method, headers = {} } = behaviour;
  const target = joined(`/wp-json${path}`, query);
  return [
    { form: 'method by header', target, method: 'POST', headers: { ...headers, 'x-http-method-override': method } },
    { form: 'method by variable', target: joined(target, `_method=${method}`), method: 'POST' },
    { form: 'as a head', target, method: 'HEAD' },
    {
      form: 'as a question of another origin',
      target,
      method: 'OPTIONS',
      headers: { ...headers, origin: 'https://a.example' },
    },
  ];
}
