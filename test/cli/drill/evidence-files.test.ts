import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeEvidence } from '../../../cli/drill/evidence-files';
import { evidencePage } from '../../../cli/report/evidence-page';
import { anEvidence } from '../report/an-evidence';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'storefort-evidence-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('writes evidence by the key it would have in the bucket, and its page beside it', () => {
  const evidence = anEvidence();
  const below = 'acme/dump-drill/2026/11/25/010203Z-2f1c7a52-0000-4000-8000-000000000001';
  const files = writeEvidence(evidence, path.join(folder, 'new'));
  expect(files).toEqual({
    json: path.join(folder, 'new', `${below}.json`),
    page: path.join(folder, 'new', `${below}.html`),
  });
  expect(JSON.parse(readFileSync(files.json, 'utf8'))).toEqual(evidence);
  expect(readFileSync(files.page, 'utf8')).toBe(evidencePage(evidence));
});

test('writes over nothing', () => {
  const { json } = writeEvidence(anEvidence(), folder);
  const first = readFileSync(json, 'utf8');
  expect(() => writeEvidence(anEvidence({ verdict: 'pass' }), folder)).toThrow('EEXIST');
  expect(readFileSync(json, 'utf8')).toBe(first);
  expect(readdirSync(path.dirname(json))).toHaveLength(2);
});
