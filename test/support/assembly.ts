import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { everyStack } from './sweep';
import { type StackName, Template } from './template';
import { ensureSynthesized, variantsFolder } from './variant-cache';
import { type StoreVariant, storeVariants } from './variants';

/** One template as it lies on disk. */
export interface SynthesizedTemplate {
  readonly template: Template;
  readonly file: string;
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** What the constructs noted about themselves, by construct path. */
  readonly metadata: Readonly<Record<string, readonly { readonly type: string; readonly data?: unknown }[]>>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties: {
    readonly templateFile: string;
    readonly terminationProtection?: boolean;
    readonly stackName: string;
    readonly directoryName: string;
  };
  readonly metadata?: SynthesizedTemplate['metadata'];
  readonly additionalMetadataFile?: string;
}

/**
 * Reads variants back as templates, synthesizing first what is out of date.
 *
 * @param names @default - all of them
 * @throws Error with what synthesis said, when a variant did not synthesize
 */
export function templatesOf(names: readonly string[] = variantNames): SynthesizedTemplate[] {
  ensureSynthesized(names);
  return storeVariants.filter(({ variant }) => names.includes(variant.name)).flatMap(read);
}

export const variantNames: readonly string[] = storeVariants.map(({ variant }) => variant.name);

/** The folder of a variant's cloud assembly, synthesized if it was out of date. */
export function assemblyFolder(name: string): string {
  ensureSynthesized([name]);
  return path.join(variantsFolder, name);
}

function read({ variant }: StoreVariant): SynthesizedTemplate[] {
  const folder = path.join(variantsFolder, variant.name);
  const failure = path.join(folder, 'error.txt');
  if (existsSync(failure))
    throw new Error(`variant ${variant.name} does not synthesize: ${readFileSync(failure, 'utf8')}`);
  return assembliesIn(folder).flatMap((assembly) => stacksIn(assembly, variant));
}

function assembliesIn(folder: string): string[] {
  const nested = Object.values(artifactsOf(folder)).filter((each) => each.type === 'cdk:cloud-assembly');
  return nested.map((each) => path.join(folder, each.properties.directoryName));
}

function stacksIn(folder: string, variant: StoreVariant['variant']): SynthesizedTemplate[] {
  const stacks = Object.values(artifactsOf(folder)).filter((each) => each.type === 'aws:cloudformation:stack');
  return stacks.map((artifact) => {
    const { stackName, templateFile, terminationProtection } = artifact.properties;
    const file = path.join(folder, templateFile);
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
    return {
      template: new Template(stackOf(stackName), variant, json(file), terminationProtection === true),
      file,
      stackName,
      account: account ?? 'unknown-account',
      region: region ?? 'unknown-region',
      metadata: metadataOf(folder, artifact),
    };
  });
}

function stackOf(stackName: string): StackName {
  const found = everyStack.find(
    (each) => stackName.endsWith(`-${each}`) || (each === 'account' && stackName.includes('account')),
  );
  if (found === undefined)
    throw new Error(`${stackName} is none of the stacks that tests know: ${everyStack.join(', ')}`);
  return found;
}

function artifactsOf(folder: string): Record<string, Artifact> {
  return (json(path.join(folder, 'manifest.json')) as { artifacts: Record<string, Artifact> }).artifacts;
}

function metadataOf(folder: string, artifact: Artifact): SynthesizedTemplate['metadata'] {
  const further = artifact.additionalMetadataFile;
  const read = further === undefined ? {} : (json(path.join(folder, further)) as SynthesizedTemplate['metadata']);
  return { ...artifact.metadata, ...read };
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
