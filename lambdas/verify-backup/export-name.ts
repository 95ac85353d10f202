import { exportKeys, type Manifest } from '../shared/manifest';

/** Which export: part of its keys. */
export type ExportName = Pick<Manifest, 'store' | 'generation' | 'export'>;

/** @returns undefined for a key that is no export's manifest */
export function exportOf(manifestKey: string): ExportName | undefined {
  const parts = /^exports\/([^/]+)\/g([1-9]\d{0,5})\/([^/]+)\/manifest\.json$/.exec(manifestKey);
  const [, store, generation, id] = parts ?? [];
  if (store === undefined || generation === undefined || id === undefined || exportTime(id) === undefined)
    return undefined;
  return { store, generation: Number(generation), export: id };
}

/** Prefix of all exports of one store and generation. */
export function exportsPrefix(of: Pick<ExportName, 'store' | 'generation'>): string {
  return exportKeys({ ...of, export: '' }).folder;
}

/** When an export began, from its id such as `20261125T010003Z`; undefined when that is no time. */
export function exportTime(id: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(id);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const at = new Date(iso);
  // The 31st of February would become the 3rd of March.
  return !Number.isNaN(at.getTime()) && at.toISOString() === iso ? at : undefined;
}
