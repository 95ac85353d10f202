import { compareFiles } from '../../../lambdas/verify-patches/compare-files';

const never = () => false;
const strict = { mayBeExtra: never, mayBeMissing: never, mayDiffer: never };
const md5 = 'a'.repeat(32);

describe('files beside those published', () => {
  test.each([
    'x.php',
    'X.PHP',
    'a/b/x.php7',
    'x.phtml',
    'x.phar',
    'x.pht',
    'x.phps',
    'x.php.bak',
    'x.php.',
    'x.inc',
    'x.module',
    'x.cgi',
    'x.pl',
    'x.py',
    'x.rb',
    'x.sh',
    'x.so',
    'x.js',
    'x.mjs',
    'x.cjs',
    'x.htm',
    'x.html',
    'x.xhtml',
    'x.svg',
    'x.wasm',
    '.htaccess',
    'a/.user.ini',
    'php.ini',
  ])('%s may run', (path) => {
    expect(compareFiles({ [path]: md5 }, {}, strict)).toEqual({ faults: [`${path} is not part of it`], idle: 0 });
  });

  test.each(['x.txt', 'php', 'x.php/notes.txt', 'x.json', 'a.png', 'myphp.ini', '.htaccess.txt', 'x.phpx'])(
    '%s does not run',
    (path) => {
      expect(compareFiles({ [path]: md5 }, {}, strict)).toEqual({ faults: [], idle: 1 });
    },
  );
});

describe('names that mean something to JavaScript', () => {
  test.each(['constructor', '__proto__', 'toString'])('%s is a file like any other', (path) => {
    const found = Object.fromEntries([[path, md5]]);
    const published = Object.fromEntries([[path, [md5]]]);
    expect(compareFiles(found, {}, strict)).toEqual({ faults: [], idle: 1 });
    expect(compareFiles({}, published, strict)).toEqual({ faults: [`${path} is missing`], idle: 0 });
    expect(compareFiles(found, published, strict)).toEqual({ faults: [], idle: 0 });
  });
});
