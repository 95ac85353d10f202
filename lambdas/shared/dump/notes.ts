import { contextExcuses } from '../card-numbers/context';
import { describeCardNumber } from '../card-numbers/find-card-numbers';
import type { DumpCardNumber, DumpProblem } from './dump-facts';

/** What a scan finds: the first of each kind are kept, the rest counted, so that a bad dump costs no memory. */
export class Notes {
  readonly problems: DumpProblem[] = [];
  readonly cardNumbers: DumpCardNumber[] = [];
  cardNumberCount = 0;
  private readonly seen = new Set<DumpProblem['code']>();

  constructor(private readonly most: number) {}

  /** Of what may be wrong with each of a million rows only the first is told. */
  problem(code: DumpProblem['code'], atByte: number, message: string): void {
    if (this.seen.has(code)) return;
    this.seen.add(code);
    this.problems.push({ code, message, atByte });
  }

  has(code: DumpProblem['code']): boolean {
    return this.seen.has(code);
  }

  /** @param digits of the number, without separators */
  cardNumber(place: Pick<DumpCardNumber, 'table' | 'row' | 'column' | 'metaKey'>, digits: string): void {
    if (contextExcuses(place.table, place.column, place.metaKey)) return;
    this.cardNumberCount += 1;
    if (this.cardNumbers.length < this.most) this.cardNumbers.push({ ...place, ...describeCardNumber(digits) });
  }
}
