import { cpus, loadavg, totalmem } from 'node:os';
import type { IdleMemory } from './idle-memory';
import type { Measured } from './measure';
import type { Compared } from './rounds';

export function missed({ compared }: Measured): boolean {
  return !compared.every(({ ratio, target }) => ratio >= target);
}

/** One line for another program. */
export function renderJson(measured: Measured): string {
  return `${JSON.stringify({ ...measured, machine: machine() })}\n`;
}

/** For a person. */
export function renderText(measured: Measured): string {
  const { processors, memoryGiB, loadAverage } = machine();
  return [
    `${processors} processors, ${memoryGiB} GiB, load average ${loadAverage}; WordPress ${measured.wordpress}`,
    '',
    `${''.padEnd(26)}${'requests/s'.padStart(12)}${'median ms'.padStart(12)}${'99 % ms'.padStart(12)}`,
    ...measured.compared.flatMap(loads),
    '',
    ...measured.compared.map(ratio),
    memory('idle memory', measured.idle),
    memory('idle after load', measured.idleAfterLoad),
    '',
  ].join('\n');
}

function machine(): { processors: number; memoryGiB: number; loadAverage: number } {
  return {
    processors: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadAverage: Number((loadavg()[1] ?? NaN).toFixed(1)),
  };
}

function loads({ name, ours, floor, floorName }: Compared): string[] {
  return [
    { label: `host, ${name}`, load: ours },
    { label: floorName, load: floor },
  ].map(({ label, load }) =>
    [
      label.padEnd(26),
      load.perSecond.toFixed(load.perSecond < 100 ? 1 : 0).padStart(12),
      load.p50Ms.toFixed(1).padStart(12),
      load.p99Ms.toFixed(1).padStart(12),
    ].join(''),
  );
}

function ratio({ name, floorName, ratio: found, ratios, target }: Compared): string {
  const verdict = found >= target ? '' : ' MISSED';
  const each = ratios.map((one) => one.toFixed(2)).join(' ');
  return `${name} / ${floorName}: ${found.toFixed(2)} (aim: at least ${target})${verdict}; rounds ${each}`;
}

function memory(name: string, { nginx, phpFpm, phpProcesses }: IdleMemory): string {
  const all = nginx + phpFpm;
  return `${name}: ${all.toFixed(0)} MiB (nginx ${nginx.toFixed(0)}, PHP-FPM ${phpFpm.toFixed(0)} in ${phpProcesses} processes)`;
}
