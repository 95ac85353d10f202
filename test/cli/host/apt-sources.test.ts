import { archiveOf } from '../../../cli/host/apt-sources';

const debian = `# comment
Types: deb
URIs: http://deb.example.net/debian-security
Suites: bookworm-security
Components: main
Signed-By: /keys/debian.gpg

Types: deb deb-src
# moved
URIs: http://deb.example.net/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /keys/debian.gpg
`;

test('takes the distribution’s own archive out of deb822 files, with its key', () => {
  expect(archiveOf([{ name: '/etc/apt/sources.list.d/debian.sources', text: debian }])).toMatchObject({
    uri: 'http://deb.example.net/debian',
    signedBy: '/keys/debian.gpg',
  });
});

test('passes over disabled stanzas, sources without packages and other vendors', () => {
  const text = [
    'Types: deb\nEnabled: no\nURIs: http://off.example.net/debian\nSuites: bookworm\nComponents: main\n',
    'Types: deb-src\nURIs: http://src.example.net/debian\nSuites: bookworm\nComponents: main\n',
    'Types: deb\nURIs: https://vendor.example.net/node_20.x\nSuites: nodistro\nComponents: main\n',
  ].join('\n');
  expect(archiveOf([{ name: 'a.sources', text }])).toBeUndefined();
});

test('leaves the key out that stands in the file itself', () => {
  const text =
    'Types: deb\nURIs: http://deb.example.net/debian\nSuites: bookworm\nComponents: main\nSigned-By:\n -----BEGIN PGP\n .\n';
  expect(archiveOf([{ name: 'a.sources', text }])?.signedBy).toBeUndefined();
});

test('reads one-line sources, with and without options', () => {
  const text = [
    '# deb http://off.example.net/debian bookworm main',
    'deb-src http://src.example.net/debian bookworm main',
    'deb [arch=amd64 signed-by=/keys/own.gpg] http://mirror.example.net/ubuntu noble main universe',
  ].join('\n');
  expect(archiveOf([{ name: '/etc/apt/sources.list', text }])).toMatchObject({
    uri: 'http://mirror.example.net/ubuntu',
    signedBy: '/keys/own.gpg',
  });
});

test('does not take a security archive for the whole one', () => {
  const text = 'deb http://deb.example.net/debian bookworm-security main\n';
  expect(archiveOf([{ name: 'sources.list', text }])).toBeUndefined();
});
