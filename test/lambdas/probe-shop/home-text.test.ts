import { page } from './fake-shop';
import { World } from './world';

const homeText = 'Jo & Ann’s hats since 1987';
const lacking = ['fail', '/ does not show the text of probe.homeText'];

/** What a home page with this body is found to be; undefined: as it must be. */
async function home(body: string, text = homeText, title = 'Shop') {
  const world = new World();
  world.expected = { ...world.expected, homeText: text };
  world.shop.change('GET shop /', () => page(title, body));
  return (await world.findings())['home'];
}

describe('the text that must stand on the home page', () => {
  test.each([
    ['as it is', '<p>Jo & Ann’s hats since 1987</p>'],
    ['amid others', '<p>Welcome! Jo & Ann’s hats since 1987, by hand</p>'],
    ['with names and numbers for characters', '<p>Jo &amp; Ann&#8217;s hats&nbsp;since 1987</p>'],
    ['with names and numbers of other spelling', '<p>Jo &#38; Ann&rsquo;s hats&#xA0;since &#x31;987</p>'],
    ['across tags', '<p>Jo & <em>Ann’s <a href="/hats" title="a > b">ha</a>ts</em> since 1987</p>'],
    ['across lines', '<p>Jo &\n  Ann’s\r\n\thats since\n1987</p>'],
    ['across lines of the page', '<h1>Jo & Ann’s<br>hats</h1><p>since 1987</p>'],
    ['across a comment and a script', '<p>Jo & Ann’<!-- > -->s <script>let a = "<p>";</script>hats since 1987</p>'],
    ['with hyphens that are not seen', '<p>Jo & Ann’s ha&shy;ts si\u00adnce 1987</p>'],
    ['after what is not text', '<!-- a --><style>b</style><template>c</template>Jo & Ann’s hats since 1987'],
    ['after an empty comment', '<!-->Jo & Ann’s hats since 1987'],
    ['after another empty comment', '<!--->Jo & Ann’s hats since 1987'],
    ['after a script that ends in capitals', '<script>a</SCRIPT>Jo & Ann’s hats since 1987'],
    ['after a sign that begins no tag', '1 < 2 Jo & Ann’s hats since 1987'],
  ])('is found %s', async (_, body) => {
    expect(await home(body)).toBeUndefined();
  });

  test.each([
    ['nowhere', '<p>Owned</p>'],
    ['in other letters', '<p>JO & ANN’S HATS SINCE 1987</p>'],
    ['in part', '<p>Jo & Ann’s hats since 198</p>'],
    ['in words that stand apart', '<p>Jo & Ann’s ha ts since 1987</p>'],
    ['in words run together by paragraphs', '<p>Jo & Ann’s ha</p><p>ts since 1987</p>'],
    ['in a script', '<script type="application/ld+json">{"name": "Jo & Ann’s hats since 1987"}</script>'],
    ['in a script with a tag in it', '<script>"<p>Jo & Ann’s hats since 1987</p>"</script >'],
    ['in a script in capitals', '<SCRIPT>Jo & Ann’s hats since 1987</SCRIPT>'],
    ['in a script without an end', '<script>Jo & Ann’s hats since 1987'],
    ['in a comment', '<!-- Jo & Ann’s hats since 1987 -->'],
    ['in a comment with tags', '<!-- <h1>Jo & Ann’s hats since 1987</h1> -->'],
    ['in a comment without an end', '<!-- > Jo & Ann’s hats since 1987'],
    ['in a declaration', '<!x Jo & Ann’s hats since 1987><?x Jo & Ann’s hats since 1987>'],
    ['in an attribute', '<img alt="Jo & Ann’s hats since 1987">'],
    ['in an attribute with the end of a tag', `<img alt='>Jo & Ann’s hats since 1987'>`],
    ['in an attribute without an end', '<img alt="> Jo & Ann’s hats since 1987'],
    ['in a tag without an end', '<p <b Jo & Ann’s hats since 1987'],
    ['in a style', '<style>p::before { content: "Jo & Ann’s hats since 1987" }</style>'],
    ['in a template', '<template><p>Jo & Ann’s hats since 1987</p></template>'],
    ['for browsers without scripts', '<noscript>Jo & Ann’s hats since 1987</noscript>'],
    ['as tags that are shown', '<p>Jo &lt;b&gt;& Ann’s hats since 1987</p>'],
    ['with names that are decoded twice', '<p>Jo &amp;amp; Ann’s hats since 1987</p>'],
    ['with a name that nobody knows', '<p>Jo &constructor; Ann’s hats since 1987</p>'],
  ])('is missed %s', async (_, body) => {
    expect(await home(body)).toEqual(lacking);
  });

  test.each(['textarea', 'iframe', 'noembed', 'noframes', 'xmp'])('is missed in a %s, tags and all', async (name) => {
    expect(await home(`<${name}><p>${homeText}</p></${name}>`)).toEqual(lacking);
  });

  test('is missed in a template that holds another one', async () => {
    expect(await home(`<template><template></template>${homeText}</template>`)).toEqual(lacking);
    expect(await home(`</template>${homeText}`)).toBeUndefined();
  });

  test.each(['a', 'b', 'bdi', 'em', 'font', 'i', 'mark', 'small', 'span', 'strong', 'sub', 'sup', 'u', 'shop-word'])(
    'is found where a word goes on after a %s',
    async (name) => {
      expect(await home(`Jo & Ann’s h<${name}>at</${name}>s since 1987`)).toBeUndefined();
    },
  );

  test('is missed where the title alone has it, which a defaced page may have kept', async () => {
    expect(await home('<p>Owned</p>', homeText, homeText)).toEqual(lacking);
  });

  test.each([
    ['Caf&eacute; &Agrave; la &ouml; &yuml;', 'Café À la ö ÿ'],
    ['&copy; 2026 &euro;5 &ndash; &ldquo;new&rdquo;&hellip;', '© 2026 €5 – “new”…'],
    ['&lsquo;a&rsquo; &sbquo;b &bdquo;c &mdash; &bull; &lt;', '‘a’ ‚b „c — •'],
    ['&quot;it&apos;s&quot; &times; &trade;', `"it's" × ™`],
    ['a&#x110000;b &#0;c', 'a\uFFFDb \uFFFDc'],
  ])('is read of %s as %s', async (body, text) => {
    expect(await home(body, text)).toBeUndefined();
  });

  test('is looked for in every answer', async () => {
    const world = new World();
    world.expected = { ...world.expected, homeText: 'Welcome' };
    let times = 0;
    world.shop.change('GET shop /', (told) => (++times === 3 ? page('Shop', 'Owned') : told));
    expect((await world.findings())['home']).toEqual(lacking);
  });

  test('is asked of a home page that is a whole page, and of no other page', async () => {
    const world = new World();
    world.expected = { ...world.expected, homeText: 'Welcome' };
    expect(await world.findings()).toEqual({});
    world.shop.change('GET shop /', () => ({ status: 503 }));
    expect((await world.findings())['home']).toEqual(['fail', '/ answered with status 503']);
  });

  test.each([
    ['a tag that never ends', '<a b="'.repeat(100_000)],
    ['tags that never end', '<a '.repeat(500_000)],
    ['signs that begin nothing', '<'.repeat(1_500_000)],
    ['comments that never end', '<!--'.repeat(300_000)],
    ['scripts that never end', '<script>'.repeat(150_000)],
    ['half names', '&a'.repeat(500_000)],
    ['half numbers', '&#1'.repeat(400_000)],
    ['equal signs and blanks', `<a ${'= '.repeat(500_000)}`],
    ['templates in templates', '<template>'.repeat(100_000)],
  ])('is missed on a page of %s', async (_, body) => {
    expect((await home(body))?.[0]).toBe('fail');
  });
});

describe('what evidence says of the home page', () => {
  async function expectedOfHome(text?: string) {
    const world = new World();
    world.expected = { ...world.expected, homeText: text };
    await world.probe('window');
    return world.evidence[0]?.results.find(({ id }) => id === 'home')?.expected;
  }

  test('names the text', async () => {
    expect(await expectedOfHome('Welcome')).toBe('a whole page without errors, with the text “Welcome”');
  });

  test('says that none is named', async () => {
    expect(await expectedOfHome()).toBe('a whole page without errors; the store file names no text (probe.homeText)');
  });
});
