import { expect } from 'expect';
import type { Resource, Template, Variant } from '../support/template';

/** The account of every store that tests synthesize. */
export const account = '111122223333';

/** A reference to a resource whose logical id starts so. */
export function ref(idStart: string): object {
  return { Ref: expect.stringMatching(`^${idStart}`) as unknown };
}

/** An attribute of a resource whose logical id starts so. */
export function att(idStart: string, attribute: string): object {
  return { 'Fn::GetAtt': [expect.stringMatching(`^${idStart}`) as unknown, attribute] };
}

/** Text with a reference in it. */
export function joined(...parts: (string | object)[]): object {
  return { 'Fn::Join': ['', parts] };
}

/** What a policy says of who must use TLS. */
export const plainHttp = { Bool: { 'aws:SecureTransport': 'false' } };

/** Whether a resource survives its stack: state does, unless the store is a trial. */
export type Lifetime = 'state' | 'goes' | 'default';

/**
 * That a resource says this and nothing else; tags, and texts for people, aside.
 * @throws Error when it does not
 */
export function expectExactly(
  resource: Resource,
  properties: object,
  lifetime: Lifetime = 'default',
  trial = false,
): void {
  const { Tags: _tags, Description: _text, ...said } = resource.Properties as Record<string, unknown>;
  expect(said).toEqual(properties);
  const { DeletionPolicy, UpdateReplacePolicy } = resource;
  expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual(policiesOf(lifetime, trial));
}

function policiesOf(lifetime: Lifetime, trial: boolean): object {
  if (lifetime === 'default') return { DeletionPolicy: undefined, UpdateReplacePolicy: undefined };
  if (lifetime === 'goes' || trial) return { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };
  return { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
}

/** `expectExactly` for the one resource of a type whose id starts so. */
export function expectOne(
  template: Template,
  type: string,
  idStart: string,
  properties: object,
  lifetime: Lifetime = 'default',
): void {
  expectExactly(template.one(type, idStart), properties, lifetime, template.variant.trial);
}

/** Logical ids without their hash, sorted: what there is, and that there is no more. */
export function namesOfAll(template: Template, type: string): string[] {
  return template
    .resources(type)
    .map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))
    .sort();
}

export function zonesOf({ size }: Variant): number {
  return size === 'surge' ? 3 : 2;
}

export function natsOf({ size }: Variant): number {
  return size === 'surge' ? 3 : 1;
}
