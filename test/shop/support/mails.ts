import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Shop } from './shop';

export interface SentMail {
  readonly to: string;
  readonly subject: string;
  /** Decoded: all parts, one after another. */
  readonly text: string;
}

/** What the shop has sent so far, oldest first. */
export function mails(shop: Shop): SentMail[] {
  const folder = path.join(shop.host.preview.root, 'mail');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => mailOf(readFileSync(path.join(folder, name), 'utf8')));
}

/** One message: its readers, its subject, and its bodies as people read them. */
export function mailOf(message: string): SentMail {
  const { headers, body } = split(message);
  return {
    to: headers.get('x-storefort-to') ?? headers.get('to') ?? '',
    subject: headers.get('subject') ?? '',
    text: textOf(headers, body),
  };
}

function textOf(headers: ReadonlyMap<string, string>, body: string): string {
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary !== undefined)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => split(part.replace(/^\r?\n/, '')))
      .map((part) => textOf(part.headers, part.body))
      .join('\n');
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? fromQuotedPrintable(body) : body;
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function split(message: string): { readonly headers: ReadonlyMap<string, string>; readonly body: string } {
  const [head = '', ...rest] = message.split(/\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { headers: new Map(headers), body: rest.join('\n\n') };
}
