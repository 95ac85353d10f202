// What an id is called. Never what may be a card's.
const aboutCards = /card|credit|(^|_)(cc|pan)(_|$)/;
const identifier = /(^|_)(id|ids|sku|ean|ean13|gtin|gtin13|gtin14|upc|isbn|mpn|barcode|imei|serial_number)$/;
const numberOfAThing = /(order|invoice|transaction|tracking|shipment|parcel|label)_?(number|code|reference|ref|no)s?$/;
const tracking = /(^|_)(tracking|trackandtrace|track_and_trace|shipment_tracking)(_|$)/;
const telephone = /(^|_)(phone|telephone|mobile|fax)(_number)?$/;
/** Numbers of 64 bits, as the till's plugin keeps of each object that it copied: one in a hundred of them passes. */
const fingerprint = /(^|_)(digest|hash|checksum|crc|crc32|fingerprint)$/;
const excuses = [identifier, numberOfAThing, tracking, telephone, fingerprint];

/**
 * Whether a place holds numbers that pass for card numbers by chance (one in ten of the right length and first digits does):
 * article, transaction, order, tracking and telephone numbers, and ids of other services.
 * @param table with or without its prefix
 * @param metaKey of the same row: `meta_key`, or an option's name
 */
export function contextExcuses(table: string, column: string | undefined, metaKey?: string): boolean {
  // A row of meta is about its key; the column says nothing.
  const name = (metaKey ?? column ?? '').toLowerCase();
  return !aboutCards.test(`${table}_${name}`.toLowerCase()) && excuses.some((excuse) => excuse.test(name));
}
