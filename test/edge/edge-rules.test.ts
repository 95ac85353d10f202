import { allRules } from '../support/rules';
import { aStore } from '../support/stores';
import { edgeTemplate } from './synth';

const zone = { id: 'Z0123456789EXAMPLE01', name: 'shop.example.com' };
const stores = {
  'a shop at home in us-east-1': aStore(),
  'a shop at home elsewhere': aStore({ region: 'eu-central-1', backup: { offsite: { region: 'eu-west-1' } } }),
  'a trial': aStore({ trial: true }),
  'external DNS': aStore({ dns: { zone: 'external' } }),
  'external DNS after the cutover': aStore({ dns: { zone: 'external', cutover: true } }),
  'an apex after the cutover': aStore({ dns: { zone, cutover: true } }),
  'staff with IPv6': aStore({ staff: { networks: ['203.0.113.0/29', '2001:db8:1::/48'] } }),
};
const rules = allRules()
  .map(({ rule }) => rule)
  .filter(({ stacks }) => stacks.includes('edge'));

describe.each(Object.entries(stores))('the edge stack of %s', (_, store) => {
  const template = edgeTemplate(store);
  test.each(rules.filter((rule) => rule.when?.(template.variant) ?? true))('$says', (rule) => {
    rule.holds(template);
  });
});
