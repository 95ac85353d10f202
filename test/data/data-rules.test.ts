import { describe, test } from '@jest/globals';
import { dataRules } from '../rules/data';
import { aStore } from '../support/stores';
import { dataTemplate } from './synth';

const stores = {
  solo: aStore({ size: 'solo' }),
  shop: aStore(),
  surge: aStore({ size: 'surge', region: 'eu-central-1' }),
  trial: aStore({ trial: true }),
};

describe.each(Object.entries(stores))('the data stack of %s', (_, store) => {
  const template = dataTemplate(store);
  test.each(dataRules.filter((rule) => rule.when?.(template.variant) ?? true))('$says', (rule) => {
    rule.holds(template);
  });
});
