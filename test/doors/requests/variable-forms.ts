import type { Behaviour } from './behaviour';
import type { Form } from './form';
import { encoded } from './path-forms';

const formType = { 'content-type': 'application/x-www-form-urlencoded' };

/** Query variables in the spellings PHP reads alike. */
export function variableForms({ target }: Behaviour): readonly Form[] {
  const query = target.slice(target.indexOf('?') + 1);
  const [name = '', value = ''] = query.split('&')[0]?.split('=') ?? [];
  const rest = query.split('&').slice(1);
  const asQuery = (form: string, first: string): Form => ({ form, target: `/?${[first, ...rest].join('&')}` });
  return [
    { form: 'behind index.php', target: `/index.php?${query}` },
    { form: 'on a page', target: `/shop/?${query}` },
    asQuery('the name encoded', `${encoded(name.charAt(0))}${name.slice(1)}=${value}`),
    asQuery('a blank before the name', `+${name}=${value}`),
    asQuery('after another variable', `x=1&${name}=${value}`),
    asQuery('twice', `${name}=&${name}=${value}`),
    { form: 'urlencoded body', target: '/', method: 'POST', headers: formType, body: query },
    { form: 'urlencoded body behind index.php', target: '/index.php', method: 'POST', headers: formType, body: query },
    { form: 'multipart body', target: '/', method: 'POST', ...multipart(query) },
  ];
}

/** A form as browsers send it with files. */
export function multipart(query: string): { readonly headers: Record<string, string>; readonly body: string } {
  const boundary = 'storefort-boundary';
  const parts = [...new URLSearchParams(query)].map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join('')}--${boundary}--\r\n`,
  };
}
