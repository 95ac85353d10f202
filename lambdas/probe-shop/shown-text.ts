import { Parser } from 'htmlparser2';

/** What an element holds that is not on the page, or not as text. A defacer may keep the title. */
const unseen = new Set([
  ...['script', 'style', 'template', 'title', 'noscript'],
  ...['textarea', 'iframe', 'noembed', 'noframes', 'xmp'],
]);

/** Elements that stand within a line: a word goes on across them. So do elements that themes and plugins made up, with - in their names. */
const within =
  /^(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|template|time|tt|u|var|wbr|script|style)$|-/;

/**
 * A page's text in one line, as a reader of its source would read it: without tags, scripts, comments, templates, its title and
 * characters that are not seen. What styles hide is not known here. What is begun and never ends swallows the rest, as in browsers.
 */
export function shownText(html: string): string {
  const parts: string[] = [];
  let hidden = 0;
  const parser = new Parser({
    onopentagname: (name) => {
      if (unseen.has(name)) hidden += 1;
      if (!within.test(name)) parts.push(' ');
    },
    ontext: (text) => {
      if (hidden === 0) parts.push(text);
    },
    onclosetag: (name) => {
      if (unseen.has(name)) hidden -= 1;
      if (!within.test(name)) parts.push(' ');
    },
  });
  parser.end(html);
  return oneLine(parts.join(''));
}

/** White space and control characters as one blank, without characters that are not seen, such as soft hyphens. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cf}/gu, '').replace(/[\s\p{Cc}]+/gu, ' ');
}
