import { timedInventories } from '../../../lambdas/verify-patches/timed-inventories';
import { anInventory } from './world';

describe('inventories in time', () => {
  test('are as the host tells', async () => {
    const inventories = timedInventories({ take: (id) => Promise.resolve(anInventory(id)) }, 60_000);
    const taken = await inventories.take('i-1', new AbortController().signal);
    expect(taken.instanceId).toBe('i-1');
  });

  test('end with the time of one host, which is told so', async () => {
    let told: AbortSignal | undefined;
    const hang = (_: string, signal: AbortSignal) => {
      told = signal;
      return new Promise<never>(() => undefined);
    };
    const taken = timedInventories({ take: hang }, 20).take('i-1', new AbortController().signal);
    await expect(taken).rejects.toThrow('no answer in time');
    expect(told?.aborted).toBe(true);
  });

  test('end with the time of all', async () => {
    const all = new AbortController();
    const inventories = timedInventories({ take: () => new Promise<never>(() => undefined) }, 60_000);
    const taken = inventories.take('i-1', all.signal);
    all.abort();
    await expect(taken).rejects.toThrow('no answer in time');
  });
});
