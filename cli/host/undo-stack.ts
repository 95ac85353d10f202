type Undo = () => unknown;

/** What has to be taken down, the last first. */
export class UndoStack {
  private readonly undos: Undo[] = [];
  private taking: Promise<void> | undefined;

  push(undo: Undo): void {
    this.undos.push(undo);
  }

  /**
   * Takes down everything, whatever fails on the way. Asked twice, it is the same one time.
   * @throws the first failure, when all is done
   */
  all(): Promise<void> {
    this.taking ??= this.takeDown();
    return this.taking;
  }

  private async takeDown(): Promise<void> {
    const failures: unknown[] = [];
    for (const undo of this.undos.reverse()) {
      try {
        await undo();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
