import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type SynthesizedTemplate, templatesOf } from '../support/assembly';
import { root } from '../support/variant-cache';

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Level: string;
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/**
 * CloudFormation passes a stack's tags to these types, and CDK therefore writes them; cfn-lint's schemas do not know.
 * Nothing else is let through: E3002 at any other property or type fails.
 */
const takeTags = [
  'AWS::CloudWatch::Dashboard',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::SSM::Association',
];

const version = versionOfLinter();
const cache = path.join(root, '.build', 'cfn-lint');

function versionOfLinter(): string | undefined {
  try {
    return execFileSync('cfn-lint', ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** The templates that differ in more than the store's name. */
function distinct(templates: readonly SynthesizedTemplate[]): Map<string, SynthesizedTemplate> {
  return new Map(
    templates.map((each) => {
      const text = JSON.stringify(each.template.json).replaceAll(each.template.variant.name, 'store');
      return [
        createHash('sha256')
          .update(`${version ?? ''} ${text}`)
          .digest('hex'),
        each,
      ] as const;
    }),
  );
}

function lint(file: string): Promise<Match[]> {
  return new Promise((resolve, reject) => {
    const running = spawn('cfn-lint', ['--format', 'json', '--include-checks', 'E', '--', file]);
    let out = '';
    let error = '';
    running.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    running.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    running.on('error', reject);
    running.on('close', () => {
      // Its exit code is a bit field of what it found; an answer that is not JSON means that it did not run.
      try {
        resolve(JSON.parse(out) as Match[]);
      } catch (cause) {
        reject(new Error(`cfn-lint did not answer for ${file}: ${error}`, { cause }));
      }
    });
  });
}

/** Answers are kept by content, so that only changed templates cost their two seconds again. */
async function lintOnce(hash: string, { file, template }: SynthesizedTemplate): Promise<string[]> {
  const known = path.join(cache, hash);
  if (existsSync(known)) return JSON.parse(readFileSync(known, 'utf8')) as string[];
  const matches = (await lint(file)).filter((each) => each.Level === 'Error' && !isFalse(each, template.json));
  const lines = matches.map((each) => `${each.Rule.Id} ${each.Location.Path?.join('.') ?? ''}: ${each.Message}`);
  writeFileSync(known, JSON.stringify(lines));
  return lines;
}

function isFalse(match: Match, json: { Resources: Record<string, { Type: string }> }): boolean {
  const [section, id, properties, property] = match.Location.Path ?? [];
  if (match.Rule.Id !== 'E3002' || section !== 'Resources' || properties !== 'Properties') return false;
  const named = property === 'Tags' || (property === undefined && /'Tags' was unexpected/.test(match.Message));
  return named && takeTags.includes(json.Resources[String(id)]?.Type ?? '');
}

const required = process.env.CI !== undefined;

(version !== undefined || required ? test : test.skip)(
  'cfn-lint finds no error in any template of any variant',
  async () => {
    if (version === undefined) throw new Error('cfn-lint is not on PATH: pip install cfn-lint');
    mkdirSync(cache, { recursive: true });
    const queue = [...distinct(templatesOf())];
    expect(queue).not.toHaveLength(0);
    const found: string[] = [];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [hash, each] = next;
        const lines = await lintOnce(hash, each);
        found.push(...lines.map((line) => `${each.template.variant.name} ${each.stackName}: ${line}`));
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    expect(found).toEqual([]);
  },
  900_000,
);
