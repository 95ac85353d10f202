const quote = 0x22;
const key = Buffer.from('"slug"');
/** An escape of a character that a slug can have: JSON may write `-` as `\u002d`. Other escapes stand for nothing a slug has. */
const escape = Buffer.from('\\u00');
const plainColon = 0x3a;
const longestSlug = 200;

/**
 * Whether an entry may name one of the slugs, told from its bytes: parsing all entries takes ten times as long. It may say yes of one
 * that does not, and never no of one that does.
 * @param slugs lower case
 */
export function mayMention(json: Buffer, slugs: ReadonlySet<string>): boolean {
  for (let at = json.indexOf(key); at >= 0; at = json.indexOf(key, at + key.length)) {
    const slug = textAfter(json, at + key.length);
    if (slug !== undefined && slugs.has(slug.toLowerCase())) return true;
  }
  return spellsByEscape(json);
}

/** The text that is the value of a key which ends here. */
function textAfter(json: Buffer, end: number): string | undefined {
  let at = afterSpace(json, end);
  if (json[at] !== plainColon) return undefined;
  at = afterSpace(json, at + 1);
  if (json[at] !== quote) return undefined;
  const last = json.indexOf(quote, at + 1);
  return last < 0 || last - at > longestSlug + 1 ? undefined : json.toString('utf8', at + 1, last);
}

function afterSpace(json: Buffer, from: number): number {
  let at = from;
  for (let byte = json[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = json[at]) at += 1;
  return at;
}

/** Whether there is an escape of an ASCII character: then the entry is parsed, whatever it is. */
function spellsByEscape(json: Buffer): boolean {
  for (let at = json.indexOf(escape); at >= 0; at = json.indexOf(escape, at + escape.length)) {
    const digit = json[at + escape.length] ?? 0;
    if (digit >= 0x32 && digit <= 0x37) return true;
  }
  return false;
}
