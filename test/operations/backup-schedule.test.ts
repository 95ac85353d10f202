import { describe, expect, test } from '@jest/globals';
import { dailySchedule } from '../../lib/operations/backup-schedule';

describe('the schedule of recovery points', () => {
  test('is once a day for an objective of a day or more', () => {
    expect(dailySchedule(24)).toBe('cron(0 5 * * ? *)');
    expect(dailySchedule(168)).toBe('cron(0 5 * * ? *)');
  });

  test('is as often as a shorter objective wants', () => {
    expect(dailySchedule(12)).toBe('cron(0 5,17 * * ? *)');
    expect(dailySchedule(8)).toBe('cron(0 5,13,21 * * ? *)');
  });

  test('takes the next divisor of a day below the objective', () => {
    expect(dailySchedule(7)).toBe('cron(0 5,11,17,23 * * ? *)');
    expect(dailySchedule(5)).toBe('cron(0 1,5,9,13,17,21 * * ? *)');
    expect(dailySchedule(23)).toBe('cron(0 5,17 * * ? *)');
  });

  test('names every hour for an objective of one', () => {
    expect(dailySchedule(1)).toBe('cron(0 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23 * * ? *)');
  });
});
