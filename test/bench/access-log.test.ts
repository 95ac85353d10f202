import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { countLog, endOf } from '../../bench/host/access-log';
import { median } from '../../bench/host/median';

describe('what a measurement reads in an access log', () => {
  let folder = '';
  let log = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'storefort-bench-'));
    log = path.join(folder, 'access.log');
    writeFileSync(log, 'of before\n');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('counts only what came since', async () => {
    const before = endOf(log);
    appendFileSync(log, '{"status":200,"cache":"HIT"}\n{"status":200,"cache":"MISS"}\n{"status":429,"cache":""}\n');
    expect(await countLog(log, before, /"status":200,"cache":"HIT"/)).toEqual({
      lines: 3,
      others: 2,
      example: '{"status":200,"cache":"MISS"}',
      abandoned: 0,
    });
  });

  test.each(['{"status":499,"cache":""}', '127.0.0.1 - - [now] "GET / HTTP/1.1" 499 0 "-"'])(
    'knows a client that left by %s',
    async (line) => {
      const before = endOf(log);
      appendFileSync(log, `${line}\n`);
      expect(await countLog(log, before, /200/)).toMatchObject({ others: 0, abandoned: 1 });
    },
  );
});

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[], NaN],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});
