import { type Resource, type StackName, Template, type Variant } from '../support/template';

/**
 * A template that notes which resource types were asked for, and hands out the same objects until told that they changed:
 * a rule that never looked at a type cannot notice a mutant of it, and need not run.
 */
export class WatchedTemplate extends Template {
  private asked = new Set<string>();
  private known = new Map<string, Resource[]>();
  private readonly document: unknown;

  constructor(stack: StackName, variant: Variant, json: unknown, terminationProtection: boolean) {
    super(stack, variant, json, terminationProtection);
    this.document = json;
    Object.defineProperty(this, 'json', {
      get: () => {
        this.asked.add('*');
        return this.document;
      },
    });
  }

  override resources(type?: string): Resource[] {
    const key = type ?? '*';
    this.asked.add(key);
    const known = this.known.get(key) ?? this.find(type);
    this.known.set(key, known);
    return known;
  }

  /** Call it after the document was changed. */
  forget(): void {
    this.known = new Map();
  }

  /** Runs something and says which types it asked for; `*` means it saw them all. */
  typesAskedBy(run: () => void): ReadonlySet<string> {
    this.asked = new Set();
    run();
    return this.asked;
  }

  private find(type: string | undefined): Resource[] {
    const { Resources } = this.document as { Resources: Record<string, Omit<Resource, 'id'>> };
    return Object.entries(Resources)
      .filter(([, resource]) => type === undefined || resource.Type === type)
      .map(([id, resource]) => ({ ...resource, id, Properties: (resource.Properties as unknown) ?? {} }));
  }
}
