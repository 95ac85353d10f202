import type { PlannedResource, PlannedStack } from '../../../cli/plan/assembly';

/** A stack made by hand, with the resources given. */
export function aStack(changes: Partial<PlannedStack> = {}): PlannedStack {
  return {
    path: 'acme/Data',
    stackName: 'acme-data',
    description: '',
    account: '111122223333',
    region: 'us-east-1',
    terminationProtection: true,
    after: [],
    resources: [],
    acknowledgements: [],
    ...changes,
  };
}

export function aResource(type: string, properties: Record<string, unknown> = {}): PlannedResource {
  return { logicalId: type.replaceAll(':', ''), type, properties };
}
