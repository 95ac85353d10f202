import { allowedNames } from '../../lib/network/allowed-names';
import { aStore } from '../support/stores';

describe('allowedNames', () => {
  test('has each name once, sorted', () => {
    const names = allowedNames(aStore({ egress: { mode: 'block', domains: ['api.stripe.com', 'a.example.org'] } }));
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toEqual(expect.arrayContaining(['api.stripe.com', 'a.example.org']));
  });

  test('never allows everything below a top-level domain, or all of AWS', () => {
    const names = allowedNames(aStore());
    const wild = names.filter((name) => name.startsWith('*.')).map((name) => name.slice(2));
    expect(wild).not.toHaveLength(0);
    expect(wild.filter((name) => name.split('.').length < 2)).toEqual([]);
    expect(wild).not.toContain('amazonaws.com');
    expect(wild).not.toContain('us-east-1.amazonaws.com');
  });

  test('has the names of the gateways that the store takes payments through, and of no others', () => {
    const paypal = allowedNames(aStore({ payments: [{ gateway: 'ppcp-gateway', mode: 'redirect' }] }));
    expect(paypal).toContain('api-m.paypal.com');
    expect(paypal.filter((name) => name.includes('stripe'))).toEqual([]);
  });

  test('adds nothing for a gateway that it does not know or that calls nobody', () => {
    const cash = allowedNames(aStore({ payments: [{ gateway: 'cod', mode: 'redirect' }] }));
    expect(allowedNames(aStore({ payments: [{ gateway: 'unheard_of', mode: 'redirect' }] }))).toEqual(cash);
  });

  test('reaches SES with SES, the relay with a relay', () => {
    const smtp = {
      via: 'smtp',
      from: 'orders@shop.example.com',
      host: 'smtp.relay.example.net',
      networks: ['198.51.100.16/28'],
      secretName: 'storefort/acme/smtp',
    } as const;
    expect(allowedNames(aStore())).toContain('email.us-east-1.amazonaws.com');
    const relayed = allowedNames(aStore({ mail: { ...smtp, networks: [...smtp.networks] } }));
    expect(relayed).toContain('smtp.relay.example.net');
    expect(relayed).not.toContain('email.us-east-1.amazonaws.com');
  });

  test('reaches one bucket of the offsite region, and that only when there is one', () => {
    expect(allowedNames(aStore({ generation: 2 })).filter((name) => name.includes('us-west-2'))).toEqual([
      'storefort-acme-g2-exports-111122223333.s3.us-west-2.amazonaws.com',
    ]);
    const reason = 'a reason long enough for the schema';
    const home = allowedNames(aStore({ backup: { offsite: { enabled: false, reason } } }));
    expect(home.filter((name) => name.includes('us-west-2'))).toEqual([]);
  });

  test('looks up the VPC’s own addresses in reverse, and nobody else’s', () => {
    const names = allowedNames(aStore({ network: { cidr: '172.16.32.0/20' } }));
    expect(names.filter((name) => name.endsWith('.arpa'))).toEqual(['*.16.172.in-addr.arpa', '*.254.169.in-addr.arpa']);
  });
});
