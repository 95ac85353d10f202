/** Every address a page, mail or feed names, entities decoded. */
export function addressesIn(text: string): string[] {
  const plain = text
    .replaceAll('\\/', '/')
    .replace(/&#0?38;|&amp;/g, '&')
    .replace(/&#0?39;/g, "'");
  const found = plain.match(/https?:\/\/[^\s"'<>\\)\]}|]+/g) ?? [];
  return [...new Set(found.map((address) => address.replace(/[.,;:!]+$/, '')))];
}

/** Those at one host, as targets of requests. */
export function targetsAt(host: string, text: string): string[] {
  return addressesIn(text).flatMap((address) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    return url?.host === host ? [`${url.pathname}${url.search}`] : [];
  });
}
