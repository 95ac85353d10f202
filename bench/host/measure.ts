import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Preview, startPreview } from '../../cli/host/preview';
import type { PluginSource } from '../../cli/host/release';
import { previewCache } from '../../test/support/preview-template';
import { type IdleMemory, idleMemoryOf } from './idle-memory';
import { compare, type Compared, type Pair } from './rounds';
import { fillShop } from './shop';
import { checked, hostSides, stockSides } from './sides';
import { askSide } from './side';
import { startStock, type Stock } from './stock';

export interface MeasureProps {
  readonly plugins: readonly PluginSource[];
  readonly rounds: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly step: (text: string) => void;
}

export interface Measured {
  readonly wordpress: string;
  readonly compared: readonly Compared[];
  /** Before the measurement, after a page at the shop door. */
  readonly idle: IdleMemory;
  /** When the load has been gone for a while. */
  readonly idleAfterLoad: IdleMemory;
}

const targets = { uncached: 0.95, cached: 0.6 };
// PHP ends one spare process a second.
const quietMs = 12_000;

/** Boots host and floor in a folder that is gone afterwards, and holds one against the other. */
export async function measure(props: MeasureProps): Promise<Measured> {
  const root = mkdtempSync(path.join(tmpdir(), 'sf-bench-'));
  // The daemons' users must be able to enter.
  chmodSync(root, 0o755);
  const { plugins, signal, step } = props;
  try {
    const host = path.join(root, 'host');
    const preview = await startPreview({
      root: host,
      port: 0,
      plugins,
      cache: previewCache(),
      ticking: false,
      signal,
      step,
    });
    try {
      return await withHost(preview, path.join(root, 'stock'), props);
    } finally {
      await preview.stop();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function withHost(preview: Preview, folder: string, props: MeasureProps): Promise<Measured> {
  const { signal, step } = props;
  const { uncached, cached } = hostSides(preview);
  step('filling the shop');
  await fillShop(preview);
  await askSide(cached);
  const [page, cachedPage] = [await checked(uncached), await checked(cached)];
  const idle = idleMemoryOf(preview.root);
  step("starting Debian's nginx and PHP-FPM");
  mkdirSync(folder);
  const stock = await startStock({ preview, folder, page, cachedPage, signal });
  try {
    const compared = await compare({ ...props, folder, pairs: pairsOf(preview, stock) });
    step('letting it rest');
    await sleep(quietMs, undefined, { signal });
    return { wordpress: preview.wordpress, compared, idle, idleAfterLoad: idleMemoryOf(preview.root) };
  } finally {
    await stock.stop();
  }
}

function pairsOf(preview: Preview, stock: Stock): Pair[] {
  const host = hostSides(preview);
  const { page, file } = stockSides(stock, host);
  return [
    { name: 'uncached page', ours: host.uncached, floor: page, target: targets.uncached },
    { name: 'cached page', ours: host.cached, floor: file, target: targets.cached },
  ];
}
