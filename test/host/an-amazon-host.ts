import { chmodSync } from 'node:fs';
import { type Ran, WebHost } from './web-host';

/** Writes down how it was called, and does what a test says. */
const stub = `#!/bin/bash
echo "\${0##*/} $*" >>"$CALLS"
[[ ! -e "$ANSWERS/\${0##*/}" ]] || source "$ANSWERS/\${0##*/}"
`;

/** A host on which Amazon Linux's own programs are stand-ins; what they are given is real. */
export class AmazonHost {
  private constructor(readonly host: WebHost) {}

  static async create(programs: readonly string[]): Promise<AmazonHost> {
    const host = await WebHost.create();
    for (const program of programs) {
      host.write(`bin/${program}`, stub);
      chmodSync(host.at(`bin/${program}`), 0o755);
    }
    host.write('calls', '');
    return new AmazonHost(host);
  }

  /** @param answers what a stand-in does, in bash */
  on(commands: string, answers: Readonly<Record<string, string>> = {}): Ran & { readonly calls: string[] } {
    return this.tell(answers, (env) => this.host.call(commands, env));
  }

  /** A script of the bundle. */
  script(
    name: string,
    args: readonly string[],
    answers: Readonly<Record<string, string>> = {},
  ): Ran & { readonly calls: string[] } {
    return this.tell(answers, (env) => this.host.script(name, args, env));
  }

  private tell(
    answers: Readonly<Record<string, string>>,
    run: (env: Readonly<Record<string, string>>) => Ran,
  ): Ran & { readonly calls: string[] } {
    for (const [program, answer] of Object.entries(answers)) this.host.write(`answers/${program}`, answer);
    const ran = run({
      STOREFORT_PLATFORM: 'al2023',
      PATH: `${this.host.at('bin')}:${process.env.PATH ?? ''}`,
      CALLS: this.host.at('calls'),
      ANSWERS: this.host.at('answers'),
    });
    return { ...ran, calls: this.host.read('calls').split('\n').slice(0, -1) };
  }
}
