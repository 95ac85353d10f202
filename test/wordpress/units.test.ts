import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const classes = path.resolve(__dirname, '../../host/wordpress/mu-plugins/storefort/autoload.php');
const whereItRuns = spawnSync('php', ['-v']).status === 0 ? describe : describe.skip;

/** Runs code with the plugin's classes and without WordPress. */
function php(code: string): unknown {
  const run = spawnSync('php', ['-d', 'error_reporting=-1', '-d', 'display_errors=stderr'], {
    input: `<?php declare(strict_types=1); require '${classes}'; echo json_encode((static function () { ${code} })());`,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

whereItRuns('Signature', () => {
  // AWS's published test suite for Signature Version 4, by the names of its cases.
  const token =
    'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const spaced = { 'My-Header1': '  value1', 'My-Header2': ' "a   b   c"' };
  test.each<[string, string, string, Record<string, string>, string, string | null, string]>([
    ['get-vanilla', 'GET', '', {}, '', null, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', 'POST', '', {}, '', null, '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'get-vanilla-query-order-key-case',
      'GET',
      'Param2=value2&Param1=value1',
      {},
      '',
      null,
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'post-x-www-form-urlencoded',
      'POST',
      '',
      form,
      'Param1=value1',
      null,
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
    [
      'post-sts-header-before',
      'POST',
      '',
      {},
      '',
      token,
      '85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead',
    ],
    [
      'get-header-value-trim',
      'GET',
      '',
      spaced,
      '',
      null,
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
  ])('signs as AWS does: %s', (_, method, query, more, body, session, signature) => {
    const headers = Object.entries({ Host: 'example.amazonaws.com', ...more }).map(
      ([name, value]) => `${quoted(name)} => ${quoted(value)}`,
    );
    const signed =
      php(`return (new Storefort\\Signature('us-east-1', 'service'))->sign('${method}', '/', ${quoted(query)}, [${headers.join(', ')}], ${quoted(body)},
      ['key' => 'AKIDEXAMPLE', 'secret' => 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', 'token' => ${session === null ? 'null' : quoted(session)}], gmmktime(12, 36, 0, 8, 30, 2015));`);
    expect((signed as Record<string, string>)['authorization']).toMatch(
      new RegExp(
        `^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, .*Signature=${signature}$`,
      ),
    );
  });
});

whereItRuns('Network', () => {
  test.each([
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['192.0.2.128/25', '192.0.2.128', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['192.0.2.7/32', '192.0.2.8', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '::1', false],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['::ffff:192.0.2.0/120', '192.0.2.1', false],
    ['nonsense', '192.0.2.1', false],
    ['192.0.2.0/24', 'unknown', false],
  ])('%s and %s: %p', (block, address, expected) => {
    expect(php(`return Storefort\\Network::holds(['${block}'], '${address}');`)).toBe(expected);
  });

  test('without blocks holds everybody', () => {
    expect(php("return Storefort\\Network::holds([], 'unknown');")).toBe(true);
  });
});

whereItRuns('Address', () => {
  test.each([
    ['https://staff.shop.test/a', 'https://shop.test/a'],
    ['http://staff.shop.test/a', 'https://shop.test/a'],
    ['src="//staff.shop.test/a"', 'src="//shop.test/a"'],
    ['"https:\\/\\/staff.shop.test\\/a"', '"https:\\/\\/shop.test\\/a"'],
    ['u=https%3A%2F%2Fstaff.shop.test%2Fa', 'u=https%3A%2F%2Fshop.test%2Fa'],
    ['see https://STAFF.shop.test.', 'see https://shop.test.'],
    ['see https://staff.shop.test. And', 'see https://shop.test. And'],
    ['https://staff.shop.test.evil.example/', 'https://staff.shop.test.evil.example/'],
    ['https://staff.shop.test:8443/', 'https://staff.shop.test:8443/'],
    ['https://other-staff.shop.test/', 'https://other-staff.shop.test/'],
    ['mail me@staff.shop.test', 'mail me@staff.shop.test'],
  ])('%s becomes %s', (text, moved) => {
    expect(
      php(`return Storefort\\Address::move(${quoted(text)}, 'https://staff.shop.test', 'https://shop.test');`),
    ).toBe(moved);
  });

  test('keeps ports apart', () => {
    const move = (text: string) =>
      php(`return Storefort\\Address::move(${quoted(text)}, 'https://127.0.0.2:8443', 'https://127.0.0.1:8443');`);
    expect(move('https://127.0.0.2:8443/a https://127.0.0.2:84431/a https://127.0.0.2/a')).toBe(
      'https://127.0.0.1:8443/a https://127.0.0.2:84431/a https://127.0.0.2/a',
    );
  });
});

whereItRuns('Door', () => {
  test.each([
    [{ STOREFORT_DOOR: 'shop' }, 'fpm-fcgi', 'Shop'],
    [{ STOREFORT_DOOR: 'staff' }, 'fpm-fcgi', 'Staff'],
    [{}, 'cli', 'Inside'],
    [{ STOREFORT_DOOR: 'Staff' }, 'fpm-fcgi', 'none'],
    [{ HTTP_STOREFORT_DOOR: 'staff' }, 'fpm-fcgi', 'none'],
    [{}, 'fpm-fcgi', 'none'],
    [{}, 'cli-server', 'none'],
  ])('%j under %s is %s', (server, sapi, door) => {
    const values = Object.entries(server).map(([name, value]) => `'${name}' => '${value}'`);
    expect(
      php(
        `try { return Storefort\\Door::of([${values.join()}], '${sapi}')->name; } catch (Storefort\\NotReady) { return 'none'; }`,
      ),
    ).toBe(door);
  });
});
