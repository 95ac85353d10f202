/** Text that is HTML already. */
export interface Markup {
  readonly html: string;
}

type Part = Markup | readonly Markup[] | string | number;

/** A template whose values are escaped, unless they are HTML already. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    html: texts.map((text, index) => text + (index < parts.length ? rendered(parts[index] ?? '') : '')).join(''),
  };
}

function rendered(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'html' in part ? part.html : part.map((each) => each.html).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attributes in quotation marks. What no page may hold (controls, halves of characters) is shown as �. */
function escaped(text: string): string {
  return text
    .replaceAll(/(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
