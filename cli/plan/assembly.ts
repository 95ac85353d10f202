import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { acknowledgementMetadata } from '../../lib/hardened/acknowledge';

/** A resource of a synthesized template. */
export interface PlannedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Why a finding stands, as written beside the resource it excuses. */
export interface PlannedAcknowledgement {
  /** Construct path, such as `acme/Data/Releases`. */
  readonly at: string;
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  /** YYYY-MM-DD */
  readonly reviewBy: string;
}

/** One stack of a cloud assembly. */
export interface PlannedStack {
  /** `<stage>/<id>`, the pattern that `cdk deploy` takes. */
  readonly path: string;
  readonly stackName: string;
  readonly description: string;
  readonly account: string;
  readonly region: string;
  readonly terminationProtection: boolean;
  /** Paths of stacks that are deployed before this one. */
  readonly after: readonly string[];
  readonly resources: readonly PlannedResource[];
  readonly acknowledgements: readonly PlannedAcknowledgement[];
}

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      displayName: z.string().optional(),
      additionalMetadataFile: z.string().optional(),
      dependencies: z.array(z.string()).default([]),
      properties: z
        .object({
          templateFile: z.string().optional(),
          directoryName: z.string().optional(),
          stackName: z.string().optional(),
          terminationProtection: z.boolean().optional(),
        })
        .default({}),
    }),
  ),
});

const templateSchema = z.object({
  Description: z.string().default(''),
  Resources: z
    .record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }))
    .default({}),
});

const metadataSchema = z.record(z.string(), z.array(z.object({ type: z.string(), data: z.unknown().optional() })));

const acknowledgementSchema = z.object({
  id: z.string(),
  reason: z.string(),
  owner: z.string(),
  reviewBy: z.string(),
});

type Artifact = z.infer<typeof manifestSchema>['artifacts'][string];

/**
 * All stacks below a cloud assembly's folder, those of its stages included, in the order in which they can be deployed.
 * @throws Error when the folder holds no cloud assembly
 */
export function readAssembly(folder: string): PlannedStack[] {
  const { artifacts } = manifestSchema.parse(readJson(path.join(folder, 'manifest.json')));
  const nested = Object.values(artifacts)
    .filter(({ type }) => type === 'cdk:cloud-assembly')
    .flatMap(({ properties }) => readAssembly(path.join(folder, properties.directoryName ?? '')));
  const own = Object.values(artifacts)
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map((artifact) => stackOf(folder, artifact, artifacts));
  return [...nested, ...inDeployOrder(own)];
}

/** Every stack after those it needs; otherwise in the order given. */
export function inDeployOrder(stacks: readonly PlannedStack[]): PlannedStack[] {
  const ordered: PlannedStack[] = [];
  const seen = new Set<string>();
  const add = (stack: PlannedStack): void => {
    if (seen.has(stack.path)) return;
    seen.add(stack.path);
    for (const needed of stacks.filter((other) => stack.after.includes(other.path))) add(needed);
    ordered.push(stack);
  };
  for (const stack of stacks) add(stack);
  return ordered;
}

function stackOf(folder: string, artifact: Artifact, all: Readonly<Record<string, Artifact>>): PlannedStack {
  const { properties } = artifact;
  const template = templateSchema.parse(readJson(path.join(folder, properties.templateFile ?? '')));
  const [account = '', region = ''] = (artifact.environment ?? '').replace('aws://', '').split('/');
  return {
    path: artifact.displayName ?? properties.stackName ?? '',
    stackName: properties.stackName ?? '',
    description: template.Description,
    account,
    region,
    terminationProtection: properties.terminationProtection ?? false,
    after: artifact.dependencies.flatMap((id) => all[id]?.displayName ?? []),
    resources: Object.entries(template.Resources).map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      properties: Properties,
    })),
    acknowledgements: acknowledgementsOf(folder, artifact),
  };
}

function acknowledgementsOf(folder: string, artifact: Artifact): PlannedAcknowledgement[] {
  if (artifact.additionalMetadataFile === undefined) return [];
  const metadata = metadataSchema.parse(readJson(path.join(folder, artifact.additionalMetadataFile)));
  return Object.entries(metadata).flatMap(([at, entries]) =>
    entries
      .filter(({ type }) => type === acknowledgementMetadata)
      .map(({ data }) => ({ at: at.replace(/^\//, ''), ...acknowledgementSchema.parse(data) })),
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
