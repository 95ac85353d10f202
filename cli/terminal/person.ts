import { createInterface } from 'node:readline/promises';

/** The person at the terminal. */
export interface Person {
  /** @returns what was typed, without blanks at its ends; undefined when nobody is there to type */
  ask(question: string): Promise<string | undefined>;
  say(text: string): void;
}

/** Whoever sits at this process's terminal. */
export class TerminalPerson implements Person {
  constructor(
    private readonly input: NodeJS.ReadStream = process.stdin,
    private readonly output: NodeJS.WriteStream = process.stdout,
  ) {}

  async ask(question: string): Promise<string | undefined> {
    if (!(this.input as { isTTY?: boolean }).isTTY) return undefined;
    const lines = createInterface({ input: this.input, output: this.output });
    try {
      return (await lines.question(question)).trim();
    } finally {
      lines.close();
    }
  }

  say(text: string): void {
    this.output.write(text);
  }
}
