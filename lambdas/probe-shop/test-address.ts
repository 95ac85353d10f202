import { probeCustomer } from './contract';

/** One that WooCommerce takes, where it looks at the form of postcodes; elsewhere anything goes. */
const postcodes: Readonly<Record<string, string>> = {
  AT: '1010',
  AU: '2000',
  BE: '1000',
  BR: '01001-000',
  CA: 'K1A 0B1',
  CH: '3000',
  CZ: '110 00',
  DE: '10115',
  DK: '1050',
  ES: '28001',
  FI: '00100',
  FR: '75001',
  GB: 'SW1A 1AA',
  HU: '1011',
  IE: 'D02 X285',
  IN: '110001',
  IT: '00118',
  JP: '100-0001',
  NL: '1011 AB',
  NO: '0150',
  NZ: '6011',
  PL: '00-001',
  PT: '1000-001',
  SE: '111 20',
  SI: '1000',
  SK: '811 01',
  US: '94103',
};

/** Of where the shop takes its shoppers to be, as a cart says before anybody named an address; nobody lives there. */
export function testAddresses(assumed: { readonly country: string; readonly state: string }) {
  const { country, state } = assumed.country === '' ? { country: 'US', state: 'CA' } : assumed;
  const address = {
    first_name: 'Storefort',
    last_name: 'Probe',
    company: '',
    address_1: '1 Test Street',
    address_2: '',
    city: 'Test',
    state,
    postcode: postcodes[country] ?? '10000',
    country,
    phone: '5550100',
  };
  return { billing_address: { ...address, email: probeCustomer }, shipping_address: address };
}
