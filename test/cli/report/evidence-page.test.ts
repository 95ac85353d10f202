import { describe, expect, test } from '@jest/globals';
import { evidencePage } from '../../../cli/report/evidence-page';
import type { Evidence } from '../../../lambdas/shared/evidence';
import { anEvidence } from './an-evidence';

const cells = (page: string) =>
  [
    ...page.matchAll(
      /<td class="word ([\w-]+)">([^<]*)<\/td>\n<td>([\s\S]*?)<\/td>\n<td>([\s\S]*?)<\/td><td>([\s\S]*?)<\/td>/g,
    ),
  ].map((row) => row.slice(1, 6));
const facts = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<th scope="row">([^<]*)<\/th><td class="number">([^<]*)<\/td>/g)].map(([, name, text]) => [
      name,
      text,
    ]),
  );

describe('the page of an evidence', () => {
  test('says the verdict first, in words and as a colour', () => {
    const page = evidencePage(anEvidence());
    expect(page).toMatch(/<title>Dump drill of acme: FAIL<\/title>/);
    expect(page).toMatch(
      /<section class="verdict fail"><strong>FAIL<\/strong>\n<p>Something is not as it should be\. 5 checks: 1 passed, 2 failed, 1 could not be checked, 1 not run\.<\/p>/,
    );
    expect(evidencePage(anEvidence({ verdict: 'pass' }))).toMatch(
      /verdict pass"><strong>pass<\/strong>\n<p>Everything that was checked is as it should be\./,
    );
    expect(evidencePage(anEvidence({ verdict: 'error' }))).toMatch(
      /verdict error"><strong>ERROR<\/strong>\n<p>It could not be checked to the end: this proves nothing/,
    );
  });

  test('lists every check with all it says, what needs a person first', () => {
    expect(cells(evidencePage(anEvidence()))).toEqual([
      [
        'fail',
        'FAIL',
        'the second<br><code class="faint">two</code> <span class="faint">(PCI DSS 3.5.1)</span>',
        '7',
        'none',
      ],
      ['fail', 'FAIL', 'the fifth<br><code class="faint">five</code>', '', 'something'],
      ['error', 'ERROR', 'the third<br><code class="faint">three</code>', 'database: ER_X', 'an answer'],
      ['not-run', 'not run', 'the fourth<br><code class="faint">four</code>', 'not run, because of the third', 'x'],
      ['pass', 'pass', 'the first<br><code class="faint">one</code>', '3 of 3', '3'],
    ]);
  });

  test('tells what was checked, and measures with their units', () => {
    expect(facts(evidencePage(anEvidence()))).toEqual({
      File: 'shop.sql.gz',
      'Site URL': 'https://shop.example.com',
      Stored: '293.1 MB',
      Restore: '55.2 s',
      RTO: '1 h 2 min',
      Age: '25.5 h',
      Orders: '100,000',
    });
  });

  test('says who checked, when, and which evidence it renders', () => {
    const page = evidencePage(anEvidence());
    expect(page).toContain('<time datetime="2026-11-25T01:02:03.456Z">2026-11-25 01:02:03 UTC</time>');
    expect(page).toMatch(
      /Checked by storefort drill 0\.1\.0, from 2026-11-25 01:00:00 UTC to 2026-11-25 01:02:03 UTC\./,
    );
    expect(page).toContain('<code>2f1c7a52-0000-4000-8000-000000000001</code>');
  });

  test('renders evidence of nothing', () => {
    const page = evidencePage(anEvidence({ subject: {}, measures: {}, results: [], verdict: 'error' }));
    expect(page).toContain('0 checks.');
    expect(page).not.toMatch(/What was checked|Measures/);
  });

  // Whatever a dump says of itself ends up on the page: every text, each by itself.
  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(1)'>&amp;\u0000\u001b[31m\ud800`;
  const shown =
    '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;\ufffd\ufffd[31m\ufffd';
  test.each<[string, Partial<Evidence>]>([
    ['store', { store: hostile }],
    ['check', { check: hostile }],
    ['id', { id: hostile }],
    ['producer', { producer: { name: hostile, version: hostile } }],
    ['subject’s name', { subject: { [hostile]: 'x' } }],
    ['subject', { subject: { file: hostile } }],
    ['measure’s name', { measures: { [hostile]: 1 } }],
    ...(['id', 'what', 'observed', 'expected', 'requirement'] as const).map((field): [string, Partial<Evidence>] => [
      `result’s ${field}`,
      { results: [{ id: 'x', what: 'x', observed: 'x', expected: 'x', verdict: 'fail', [field]: hostile }] },
    ]),
  ])('escapes the %s', (_, changes) => {
    const page = evidencePage(anEvidence(changes));
    expect(page).not.toMatch(/<script|<img|onerror='/);
    // eslint-disable-next-line no-control-regex -- that there is none is the point
    expect(page).not.toMatch(/[\u0000\u001b\ud800-\udfff]/);
  });

  test('shows all the same what was there', () => {
    const results = [{ id: 'x', what: 'x', observed: hostile, expected: 'x', verdict: 'fail' as const }];
    expect(evidencePage(anEvidence({ results }))).toContain(`<td>${shown}</td>`);
  });

  test('loads nothing and runs nothing, and forbids both', () => {
    const page = evidencePage(anEvidence());
    expect(page).toContain(
      '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;">',
    );
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form|svg|a)\b|url\(|@import|\son\w+=|(src|href)=/i);
  });

  test('is for paper as well', () => {
    const page = evidencePage(anEvidence());
    expect(page).toMatch(/@media print/);
    expect(page).toMatch(/thead \{ display: table-header-group/);
    expect(page).toMatch(/tr \{ break-inside: avoid/);
  });

  test('is well-formed: every element that is opened is closed', () => {
    const page = evidencePage(anEvidence()).replace(/<style>[\s\S]*?<\/style>/, '');
    const open: string[] = [];
    for (const [, close, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (['meta', 'br'].includes(name)) continue;
      if (close === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });
});
