import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { bundleFunction } from '../../lib/hardened/bundle';

const region = { AWS_REGION: 'us-east-1' };

/** Loads a bundle as Lambda does, and asks it something that it must refuse. @returns the name of its error, or `answered` */
export function answerOf(name: string, environment: Readonly<Record<string, string>>): string {
  const file = path.join(bundleFunction(name), 'index.js');
  const script = `require(${JSON.stringify(file)}).handler({}).then(() => console.log('answered'), (e) => console.log(e.name))`;
  return execFileSync(process.execPath, ['--no-warnings', '-e', script], {
    env: { ...region, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}
