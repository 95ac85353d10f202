import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeHostFiles } from '../../lib/host/host-files';

describe('whose signature makes a database the store’s own', () => {
  let bundle = '';
  beforeAll(() => {
    bundle = mkdtempSync(path.join(tmpdir(), 'storefort-authorities-'));
    writeHostFiles(bundle, { integrations: [], writablePaths: [] });
  });
  afterAll(() => {
    rmSync(bundle, { recursive: true });
  });

  function subjectsFor(region: string): string[] {
    const script = 'set -euo pipefail; HOST_DIR=$1 REGION=$2; source "$1/lib/configure.sh"; database_authorities';
    const text = execFileSync('bash', ['-c', script, 'bash', bundle, region], { encoding: 'utf8' });
    const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return certificates.map((certificate) => /CN=(.*)/.exec(new X509Certificate(certificate).subject)?.[1] ?? '');
  }

  test.each(['eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-4'])(
    'in %s, RDS of that region only',
    (region) => {
      const found = subjectsFor(region);
      for (const kind of ['RSA2048', 'RSA4096', 'ECC384'])
        expect(found).toContain(`Amazon RDS ${region} Root CA ${kind} G1`);
      expect(found.filter((name) => !name.startsWith(`Amazon RDS ${region} `))).toEqual([]);
    },
  );

  test('in a region that the bundle does not name, RDS of all', () => {
    const found = subjectsFor('xx-none-1');
    expect(found).toContain('Amazon RDS us-east-1 Root CA RSA2048 G1');
    expect(found).toContain('Amazon RDS eu-central-1 Root CA RSA2048 G1');
  });
});
