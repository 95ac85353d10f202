import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { authorityIn } from '../../../cli/host/authority';
import { runProgram } from '../../../cli/host/run-program';

const scratch = mkdtempSync(path.join(tmpdir(), 'storefort-authority-'));
const folder = path.join(scratch, 'authority');
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

test('signs for both doors’ addresses and for localhost', async () => {
  const { certificate, front, database } = await authorityIn(folder);
  const signer = new X509Certificate(certificate);
  for (const { certificateFile } of [front, database]) {
    const signed = new X509Certificate(readFileSync(certificateFile));
    expect(signed.verify(signer.publicKey)).toBe(true);
    expect(signed.checkIP('127.0.0.1')).toBeDefined();
    expect(signed.checkIP('127.0.0.2')).toBeDefined();
    expect(signed.checkHost('localhost')).toBeDefined();
    expect(signed.checkHost('example.com')).toBeUndefined();
  }
});

test('can speak for loopback only, and its key is gone', async () => {
  const { certificateFile } = await authorityIn(folder);
  const shown = await runProgram('openssl', ['x509', '-in', certificateFile, '-noout', '-ext', 'nameConstraints']);
  expect(shown).toMatch(/critical\s+Permitted:\s+IP:127\.0\.0\.0\/255\.0\.0\.0\s+DNS:localhost/);
  expect(readdirSync(folder).sort()).toEqual(['ca.pem', 'database.key', 'database.pem', 'front.key', 'front.pem']);
});

test('stays the same from one start to the next, and is made anew when a part is missing', async () => {
  const first = await authorityIn(folder);
  expect((await authorityIn(folder)).certificate).toBe(first.certificate);
  rmSync(first.front.keyFile);
  expect((await authorityIn(folder)).certificate).not.toBe(first.certificate);
  expect(existsSync(first.front.keyFile)).toBe(true);
});
