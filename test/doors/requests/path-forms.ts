import type { Behaviour } from './behaviour';
import type { Form } from './form';

/** A path in the spellings that servers read alike, or that one of them might. */
export function pathForms({ target }: Behaviour): readonly Form[] {
  const [path = '', query] = target.split('?', 2);
  const as = (form: string, spelled: string): Form => ({
    form,
    target: query === undefined ? spelled : `${spelled}?${query}`,
    refusedWith: [400, 404],
  });
  const segments = path.split('/');
  const last = segments.findLast((segment) => segment !== '') ?? '';
  return [
    as('mixed case', mixed(path)),
    as('first letter encoded', path.replace(/[a-z]/, encoded)),
    as('every letter encoded', path.replace(/[a-z]/g, encoded)),
    as(
      'encoded twice',
      path.replace(/[a-z]/, (letter) => encoded(letter).replace('%', '%25')),
    ),
    as('two slashes', `/${path}`),
    as('a dot segment before', `/.${path}`),
    as('a folder and back before', `/product/..${path}`),
    as('a folder and back, encoded', `/product/%2e%2e${path}`),
    as('slashes behind', `${path.replace(/\/+$/, '')}//`),
    as('a dot behind', `${path.replace(/\/+$/, '')}.`),
    as('behind index.php', `/index.php${path}`),
    as('with a semicolon', path.replace(last, `${last};x=1`)),
    as('with a backslash', path.replace(/\/(?=[^/]+$)/, '%5c')),
  ].filter((each) => each.target !== target);
}

/** Every other letter in capitals. */
export function mixed(text: string): string {
  return text.replace(/[a-z]/gi, (letter, at: number) => (at % 2 === 0 ? letter.toLowerCase() : letter.toUpperCase()));
}

/** One character as bytes of an address. */
export function encoded(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16)}`;
}
