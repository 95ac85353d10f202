import { changed, errorLines, loaded, sound } from './store-file';

const other = changed({
  domain: 'domain: other.example.com',
  staffHost: 'staffHost: staff-other.example.com',
  mail: 'mail: { via: ses, from: orders@other.example.com }',
});
const range = (cidr: string): string => `network: { cidr: ${cidr} }\n`;

test('loads stores in the order of their files, with their default ranges alike', () => {
  const stores = loaded({ 'beta.yaml': sound, 'alpha.yaml': other });
  expect(stores.map(({ name, network }) => [name, network.cidr])).toEqual([
    ['beta', '10.20.0.0/16'],
    ['alpha', '10.20.0.0/16'],
  ]);
});

test('refuses two stores of one domain or staff host, crosswise too', () => {
  const crossed = changed({ domain: 'domain: staff.example.com', staffHost: 'staffHost: desk.example.com' });
  expect(errorLines({ 'acme.yaml': sound, 'beta.yaml': sound, 'crossed.yaml': crossed })).toEqual([
    'beta.yaml:1:1 domain must be another host than those of acme.yaml, got "shop.example.com"; give every store hosts of its own',
    'beta.yaml:2:1 staffHost must be another host than those of acme.yaml, got "staff.example.com"; give every store hosts of its own',
    'beta.yaml:7:19 mail.from must be of another domain than that of acme.yaml, got "shop.example.com"; send from a domain below this shop’s own, such as orders@mail.shop.example.com',
    'crossed.yaml:1:1 domain must be another host than those of acme.yaml, got "staff.example.com"; give every store hosts of its own',
    'crossed.yaml:1:1 domain must be another host than those of beta.yaml, got "staff.example.com"; give every store hosts of its own',
    'crossed.yaml:7:19 mail.from must be an address at staff.example.com, below it or at a parent of it, in the zone example.com, got "orders@shop.example.com"; write it as orders@staff.example.com, or send by smtp',
    'crossed.yaml:7:19 mail.from must be of another domain than that of acme.yaml, got "shop.example.com"; send from a domain below this shop’s own, such as orders@mail.shop.example.com',
    'crossed.yaml:7:19 mail.from must be of another domain than that of beta.yaml, got "shop.example.com"; send from a domain below this shop’s own, such as orders@mail.shop.example.com',
  ]);
});

test('refuses one sender domain for two stores of an account, where SES knows it once', () => {
  const sharing = other.replace('orders@other.example.com', 'orders@example.com');
  const apart = sharing.replace('111122223333', '444455556666');
  const first = sound.replace('orders@shop.example.com', 'orders@example.com');
  expect(errorLines({ 'alpha.yaml': first, 'beta.yaml': sharing })).toEqual([
    'beta.yaml:7:19 mail.from must be of another domain than that of alpha.yaml, got "example.com"; send from a domain below this shop’s own, such as orders@mail.shop.example.com',
  ]);
  expect(errorLines({ 'alpha.yaml': first, 'beta.yaml': apart })).toEqual([]);
});

test('refuses overlapping ranges that both stores write, and no others', () => {
  expect(
    errorLines({ 'alpha.yaml': sound + range('10.30.0.0/16'), 'beta.yaml': other + range('10.30.16.0/20') }),
  ).toEqual([
    'beta.yaml:11:12 network.cidr must not overlap 10.30.0.0/16 of alpha.yaml, got "10.30.16.0/20"; choose another range, or leave it out where the VPC is joined to none',
  ]);
  expect(
    errorLines({ 'alpha.yaml': sound + range('10.30.0.0/16'), 'beta.yaml': other + range('10.31.0.0/16') }),
  ).toEqual([]);
  expect(errorLines({ 'alpha.yaml': sound + range('10.20.0.0/16'), 'beta.yaml': other })).toEqual([]);
});

test('refuses two wishes for one account, at the field of the later file', () => {
  const parts = (text: string): string => `accountParts: { ${text} }\n`;
  expect(
    errorLines({
      'alpha.yaml': sound + parts('cloudTrail: existing, guardDuty: existing'),
      'beta.yaml': other + parts('cloudTrail: create, guardDuty: create'),
    }),
  ).toEqual([
    'beta.yaml:11:17 accountParts.cloudTrail must be as in alpha.yaml, which shares account 111122223333 and says "existing", got "create"; make them the same',
    'beta.yaml:11:37 accountParts.guardDuty must be as in alpha.yaml, which shares account 111122223333 in us-east-1 and says "existing", got "create"; make them the same',
  ]);
});

test('a part that a file leaves out is wished for as its default, and stands where the file starts', () => {
  expect(errorLines({ 'alpha.yaml': `${sound}accountParts: { config: existing }\n`, 'beta.yaml': other })).toEqual([
    'beta.yaml:1:1 accountParts.config must be as in alpha.yaml, which shares account 111122223333 in us-east-1 and says "existing", got "create"; make them the same',
  ]);
});

test('what an account has once must agree across regions too; what a region has, and other accounts, need not', () => {
  const elsewhere = other
    .replace('region: us-east-1', 'region: eu-central-1')
    .replace('region: us-west-2', 'region: eu-west-1');
  const first = `${sound}accountParts: { s3PublicAccessBlock: existing, inspector: existing }\n`;
  expect(errorLines({ 'alpha.yaml': first, 'beta.yaml': elsewhere })).toEqual([
    'beta.yaml:1:1 accountParts.s3PublicAccessBlock must be as in alpha.yaml, which shares account 111122223333 and says "existing", got "create"; make them the same',
  ]);
  expect(errorLines({ 'alpha.yaml': first, 'beta.yaml': other.replace('111122223333', '444455556666') })).toEqual([]);
});

test('compares hosts of a file that has other problems', () => {
  const wrong = changed({ account: 'account: 1', staffHost: 'staffHost: desk.example.com' });
  expect(errorLines({ 'alpha.yaml': sound, 'beta.yaml': wrong })).toEqual([
    'beta.yaml:1:1 domain must be another host than those of alpha.yaml, got "shop.example.com"; give every store hosts of its own',
    'beta.yaml:4:1 account must be text, got the number 1; put it in quotes',
  ]);
});
