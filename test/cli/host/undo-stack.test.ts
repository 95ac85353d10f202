import { UndoStack } from '../../../cli/host/undo-stack';

test('takes down the last first, all of it, and says what failed', async () => {
  const seen: string[] = [];
  const undo = new UndoStack();
  undo.push(() => void seen.push('first'));
  undo.push(() => Promise.reject(new Error('broken')));
  undo.push(() => void seen.push('last'));
  await expect(undo.all()).rejects.toThrow('broken');
  expect(seen).toEqual(['last', 'first']);
});

test('asked twice, it takes down once', async () => {
  let count = 0;
  const undo = new UndoStack();
  undo.push(() => void (count += 1));
  await Promise.all([undo.all(), undo.all()]);
  expect(count).toBe(1);
});
