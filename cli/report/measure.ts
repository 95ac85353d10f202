import { duration, megabytes } from '../terminal/transfer';

/** `restoreSeconds` → `Restore`, `55.2 s`: a measure carries its unit at the end of its name. */
export function measureOf(name: string, value: number): readonly [label: string, text: string] {
  const [, stem = name, unit] = /^(.*?)(Seconds|Bytes|Hours)?$/.exec(name) ?? [];
  return [labelOf(stem), textOf(value, unit)];
}

function textOf(value: number, unit: string | undefined): string {
  if (unit === 'Seconds') return value < 60 ? `${value.toFixed(1)} s` : duration(value * 1000);
  if (unit === 'Bytes') return megabytes(value);
  if (unit === 'Hours') return `${value.toFixed(1)} h`;
  return value.toLocaleString('en-US');
}

/** `siteUrl` → `Site URL` */
export function labelOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  const spelt = words
    .replaceAll(/\b(arn|id|rpo|rto|url)\b/gi, (word) => word.toUpperCase())
    .replace('sha256', 'SHA-256');
  return spelt.charAt(0).toUpperCase() + spelt.slice(1);
}
