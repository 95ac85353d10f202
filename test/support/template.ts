/** A resource of a template, with its logical id. */
export interface Resource {
  readonly id: string;
  readonly Type: string;
  // Templates are JSON of AWS's making: rules look into them with matchers, not with types.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly UpdatePolicy?: any;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly CreationPolicy?: any;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly Metadata?: any;
  readonly DependsOn?: string | string[];
}

/** What a rule may know of the store beside its templates. */
export interface Variant {
  /** The store’s name as well. */
  readonly name: string;
  readonly size: 'solo' | 'shop' | 'surge';
  readonly trial: boolean;
  readonly region: string;
  readonly dns: 'zone' | 'external';
  /** The shop’s domain is named as its zone is, and so has a `www.`. */
  readonly apex?: boolean;
  /** The owner has pointed the domain here. */
  readonly cutover?: boolean;
  /** Staff comes by IPv6 too. */
  readonly staffIpv6?: boolean;
  readonly mail: 'ses' | 'smtp';
  readonly offsite: boolean;
  readonly egress: 'block' | 'observe';
  readonly accountParts: 'create' | 'existing';
}

export type StackName = 'offsite' | 'network' | 'data' | 'host' | 'edge' | 'operations' | 'proof' | 'account';

/** One synthesized template. `json` is the document itself, which a mutation may have changed. */
export class Template {
  constructor(
    readonly stack: StackName,
    readonly variant: Variant,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    readonly json: any,
    /** From the assembly's manifest, not from the template. */
    readonly terminationProtection: boolean,
  ) {}

  /** All resources, or those of one type. */
  resources(type?: string): Resource[] {
    const all = Object.entries(this.json.Resources as Record<string, Omit<Resource, 'id'>>);
    return all
      .filter(([, r]) => type === undefined || r.Type === type)
      .map(([id, r]) => ({ ...r, id, Properties: r.Properties ?? {} }));
  }

  /** The only resource of a type whose id starts so. @throws Error when there is none or more than one */
  one(type: string, idStart = ''): Resource {
    const found = this.resources(type).filter((r) => r.id.startsWith(idStart));
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new Error(`expected one ${type} ${idStart}*, found ${found.length}`);
    return only;
  }
}

/**
 * A statement about templates, written by hand and never derived from the code under test. jest runs every rule over every
 * template of every variant; `npm run test:mutate` runs them over weakened ones and wants at least one to object.
 */
export interface Rule {
  /** A sentence that is true of a sound template. */
  readonly says: string;
  /** Which stacks' templates it looks at. */
  readonly stacks: readonly StackName[];
  /** @default - every variant */
  readonly when?: (variant: Variant) => boolean;
  /** Throws (an `expect`, or an Error) when the statement is not true. It must fail when it finds nothing to judge. */
  readonly holds: (template: Template) => void;
}
