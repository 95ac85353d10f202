import { closeSync, openSync, writeSync } from 'node:fs';
import type { Component } from '../../lambdas/shared/vulnerabilities/vulnerability';

/** Words of the length that descriptions have. */
const words =
  'the plugin for WordPress is vulnerable to stored cross-site scripting via shortcode attributes in all versions up to and including due insufficient input sanitization output escaping on user supplied this makes it possible authenticated attackers with contributor-level access above inject arbitrary web scripts pages that will execute whenever accesses an injected page'.split(
    ' ',
  );
const license =
  'Defiant hereby grants you a perpetual, worldwide, non-exclusive, no-charge, royalty-free, irrevocable copyright license to reproduce, prepare derivative works of, publicly display, publicly perform, sublicense, and distribute this software vulnerability information. Any copy of the software vulnerability information you make for such purposes is authorized provided that you include a hyperlink to this vulnerability record and reproduce Defiant\u2019s copyright designation and this license in any such copy.';

/** What the bench's feed is made of, always the same. */
export interface WrittenFeed {
  readonly entries: number;
  readonly bytes: number;
  /** 60 of those that the feed knows, in versions of which some are affected. */
  readonly components: readonly Component[];
}

const plugins = 20_000;
const slugOf = (n: number) => `plugin-${(n * 7919) % plugins}-for-shops`;

/** Writes a feed of the shape of Wordfence Intelligence v3, as PHP writes JSON: slashes and what is not ASCII escaped. */
export function writeFeed(file: string, atLeastBytes: number): WrittenFeed {
  const random = numbers(20_261_125);
  const handle = openSync(file, 'w');
  let [bytes, entries] = [0, 0];
  try {
    bytes += writeSync(handle, '{');
    while (bytes < atLeastBytes) {
      const text: string[] = [];
      for (let n = 0; n < 500; n += 1, entries += 1) text.push(`${entries === 0 ? '' : ','}${member(entries, random)}`);
      bytes += writeSync(handle, text.join(''));
    }
    bytes += writeSync(handle, '}');
  } finally {
    closeSync(handle);
  }
  const components = Array.from({ length: 60 }, (_, n): Component => {
    return n === 0
      ? { type: 'core', slug: 'wordpress', version: '6.8.1' }
      : { type: n % 10 === 0 ? 'theme' : 'plugin', slug: slugOf(n * 331), version: `${n % 5}.${n % 9}` };
  });
  return { entries, bytes, components };
}

function member(n: number, random: (below: number) => number): string {
  const id = `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const to = `${random(6)}.${random(12)}.${random(10)}`;
  const type = random(40) === 0 ? 'theme' : 'plugin';
  // A library that many plugins carry is one entry that names them all.
  const carriers = n % 10_000 === 9_999 ? 400 : 1;
  const software = Array.from({ length: carriers }, () => softwareOf(type, slugOf(random(plugins)), to));
  if (n % 400 === 0) software.push(softwareOf('core', 'wordpress', `6.${random(9)}.${random(4)}`));
  const text = JSON.stringify({
    id,
    title: `${sentence(4, random)} <= ${to} - Authenticated (Contributor+) Stored Cross-Site Scripting`,
    software,
    informational: random(100) === 0,
    description: sentence(90 + random(60), random),
    references: [
      `https://www.wordfence.com/threat-intel/vulnerabilities/id/${id}?source=api-prod`,
      ...Array.from({ length: 4 }, (_, line) => `https://plugins.trac.wordpress.org/browser/x/trunk/a.php#L${line}`),
    ],
    cwe: { id: 79, name: sentence(9, random), description: sentence(40, random) },
    cvss: { vector: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', score: random(101) / 10, rating: 'Medium' },
    cve: `CVE-2024-${10_000 + n}`,
    cve_link: `https://www.cve.org/CVERecord?id=CVE-2024-${10_000 + n}`,
    researchers: ['Anna Müller'],
    published: '2024-05-01 00:00:00',
    updated: '2024-05-02 12:00:00',
    copyrights: {
      message: 'This record contains material that is subject to copyright',
      defiant: { notice: 'Copyright 2012-2026 Defiant Inc.', license, license_url: 'https://www.wordfence.com/terms/' },
      mitre: { notice: 'Copyright 1999-2026 The MITRE Corporation', license, license_url: 'https://www.cve.org/legal' },
    },
  });
  return `"${id}":${asPhp(text)}`;
}

function softwareOf(type: string, slug: string, to: string) {
  return {
    type,
    name: `Name of ${slug}`,
    slug,
    affected_versions: {
      [`* - ${to}`]: { from_version: '*', from_inclusive: true, to_version: to, to_inclusive: true },
    },
    patched: true,
    patched_versions: [`${to}.1`],
    remediation: `Update to version ${to}.1, or a newer patched version`,
  };
}

function sentence(length: number, random: (below: number) => number): string {
  return Array.from({ length }, () => words[random(words.length)]).join(' ');
}

function asPhp(json: string): string {
  return json
    .replaceAll('/', '\\/')
    .replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}
