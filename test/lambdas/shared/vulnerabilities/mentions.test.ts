import { mayMention } from '../../../../lambdas/shared/vulnerabilities/mentions';

const wanted = new Set(['woo-commerce', 'akismet']);
const says = (json: string) => mayMention(Buffer.from(json), wanted);

describe('mayMention', () => {
  test.each([
    '{"slug":"woo-commerce"}',
    '{"slug" :\n\t\r "akismet"}',
    '{"software":[{"slug":"other"},{"slug":"akismet"}]}',
    '{"slug":"Woo-Commerce"}',
    '{"slug":"other","slug":"akismet"}',
    '{"x":"slug","slug":"akismet"}',
  ])('says yes of %s', (json) => {
    expect(says(json)).toBe(true);
  });

  test.each([
    ['the slug', String.raw`{"slug":"woo\u002dcommerce"}`],
    ['the slug, its last letter', String.raw`{"slug":"akisme\u0074"}`],
    ['the name', String.raw`{"s\u006cug":"akismet"}`],
    ['the name, its first letter, with capital digits', String.raw`{"\u0073lu\u0067":"AKISMET"}`],
  ])('says yes when %s is spelled by escapes', (_, json) => {
    expect(says(json)).toBe(true);
  });

  test.each([
    '{"slug":"other"}',
    '{"slug":"woo-commerce-extra"}',
    '{"slug":"commerce"}',
    '{"name":"akismet","slug":"other"}',
    '{"description":"akismet"}',
    '{"slug":["akismet"]}',
    '{"slug":[akismet"',
    '["slug","akismet"]',
    '{"slug"}',
    '{"slug":"',
    '{"slug":',
    String.raw`{"slug":"other","description":"caf\u00e9 \u2019 https:\/\/akismet.com \\u00"}`,
    `{"slug":"${'a'.repeat(300)}"}`,
  ])('says no of %s', (json) => {
    expect(says(json)).toBe(false);
  });
});
