/** An id as the feed has them. */
export function idOf(n: number): string {
  return `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

/** One affected software: in every version up to 1.2.3. */
export function software(over: object = {}): object {
  return {
    type: 'plugin',
    name: 'A plugin',
    slug: 'woocommerce',
    affected_versions: {
      '* - 1.2.3': { from_version: '*', from_inclusive: true, to_version: '1.2.3', to_inclusive: true },
    },
    patched: true,
    patched_versions: ['1.2.4'],
    remediation: 'Update to version 1.2.4, or a newer patched version',
    ...over,
  };
}

/** An entry as Wordfence Intelligence v3 has them. */
export function entry(n: number, over: object = {}): { readonly id: string } & Record<string, unknown> {
  return {
    id: idOf(n),
    title: 'A plugin <= 1.2.3 - Something bad',
    software: [software()],
    informational: false,
    description: 'It is "bad" {[',
    references: ['https://www.wordfence.com/threat-intel/vulnerabilities/x'],
    cwe: { id: 79, name: 'XSS', description: 'XSS' },
    cvss: { vector: 'CVSS:3.1/AV:N', score: 9.8, rating: 'Critical' },
    cve: 'CVE-2024-1234',
    cve_link: 'https://www.cve.org/CVERecord?id=CVE-2024-1234',
    researchers: [],
    published: '2024-05-01 12:30:00',
    updated: '2024-05-02 00:00:00',
    copyrights: { message: 'c', defiant: { notice: 'c', license: 'c', license_url: 'https://example.com' } },
    ...over,
  };
}

/** The text of a feed of these entries. */
export function feedOf(...entries: readonly { readonly id: string }[]): string {
  return JSON.stringify(Object.fromEntries(entries.map((one) => [one.id, one])));
}

/** WordPress and WooCommerce, in versions that nobody runs: every whole feed names both. */
export function named(): object[] {
  const affected_versions = [{ from_version: '*', from_inclusive: true, to_version: '0.1', to_inclusive: true }];
  return [
    software({ type: 'core', slug: 'wordpress', affected_versions }),
    software({ slug: 'woocommerce', affected_versions }),
  ];
}

/** As many entries as a feed must have, of a plugin that nobody runs. */
export function wholeFeed(count = 1000, over: object = {}): string {
  const theirs = [software({ slug: 'somebody-elses' })];
  return feedOf(
    ...Array.from({ length: count }, (_, n) =>
      entry(n, { software: n === 0 ? [...theirs, ...named()] : theirs, ...over }),
    ),
  );
}

/** The bytes, so many at a time. */
export async function* inChunks(text: string | Uint8Array, size = 7_919): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}
