import { expect } from 'expect';
import type { Rule } from '../support/template';
import { credentialRules } from './data-credentials';
import { databaseRules } from './data-database';
import { fileRules, objectCacheRules } from './data-files';
import { dataKeyRules } from './data-keys';

/** The data stack, stated resource by resource. */
export const dataRules: Rule[] = [
  {
    says: 'the data stack cannot be deleted by mistake, unless it is a trial’s',
    stacks: ['data'],
    holds: (template) => {
      expect(template.terminationProtection).toBe(!template.variant.trial);
    },
  },
  ...dataKeyRules,
  ...databaseRules,
  ...credentialRules,
  ...fileRules,
  ...objectCacheRules,
];
