/** Where packages of a distribution come from, and by which key they are checked. */
export interface AptSource {
  readonly uri: string;
  /** File of the key; undefined: apt's own. */
  readonly signedBy?: string;
}

/**
 * The distribution's own archive, out of a machine's source files: the first that has its `main` component, security archives
 * and other vendors' left out.
 * @param files their names and contents; both styles, `*.list` and `*.sources`
 */
export function archiveOf(files: readonly { readonly name: string; readonly text: string }[]): AptSource | undefined {
  const entries = files.flatMap(({ name, text }) => (name.endsWith('.sources') ? stanzas(text) : lines(text)));
  return entries.find(({ uri, suites, components }) => {
    const own = suites.some((suite) => /^[a-z]+$/.test(suite));
    return own && components.includes('main') && /\/(debian|ubuntu|ubuntu-ports)\/?$/.test(uri);
  });
}

interface Entry extends AptSource {
  readonly suites: readonly string[];
  readonly components: readonly string[];
}

/** sources.list(5), deb822 style. */
function stanzas(text: string): Entry[] {
  return text
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => words(fields.get('types')).includes('deb') && fields.get('enabled') !== 'no')
    .flatMap((fields) =>
      words(fields.get('uris')).map((uri) => ({
        uri,
        suites: words(fields.get('suites')),
        components: words(fields.get('components')),
        // A key may also stand in the file itself; then apt's own keys must do.
        signedBy: words(fields.get('signed-by')).find((key) => key.startsWith('/')),
      })),
    );
}

function fieldsOf(stanza: string): Map<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of stanza.split('\n').filter((one) => !one.startsWith('#'))) {
    const field = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
    if (field) name = (field[1] ?? '').toLowerCase();
    fields.set(name, `${fields.get(name) ?? ''} ${field ? (field[2] ?? '') : line}`.trim());
  }
  return fields;
}

/** sources.list(5), one line a source. */
function lines(text: string): Entry[] {
  return text.split('\n').flatMap((line) => {
    const found = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line.trim());
    if (!found) return [];
    const [, options = '', uri = '', suite = '', components = ''] = found;
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1];
    return [{ uri, suites: [suite], components: words(components), signedBy }];
  });
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
