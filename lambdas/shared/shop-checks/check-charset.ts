import type { OpenShop } from './open-shop';
import { type ShopCheck, passIf } from './shop-check';
import { requiredTables } from './shop-tables';

/**
 * UTF-8 taken for Windows-1252 and encoded once more (`Ã¼` for `ü`), by its bytes: what was the first byte of a character, and as
 * many others as that announces. And the sign that stands for a character that was lost.
 */
const following = String.raw`(?:\xC2[\x80-\xBF]|\xE2[\x80-\x84][\x80-\xBF]|\xC5[\x92\x93\xA0\xA1\xB8\xBD\xBE]|\xC6\x92|\xCB[\x86\x9C])`;
const garbled = [
  String.raw`\xC3[\x82-\x9F]${following}`,
  String.raw`\xC3[\xA0-\xAF]${following}{2}`,
  String.raw`\xC3[\xB0-\xB4]${following}{3}`,
  String.raw`\xEF\xBF\xBD`,
].join('|');
/** Nobody's name has one: a server writes it for a character that the column's charset lacks. */
const lost = String.raw`\?`;
const beyondAscii = String.raw`[\x80-\xFF]`;

const mostPercent = 10;

/** Whether text came back in the charset it was written in. */
export const charset: ShopCheck = {
  id: 'shop-charset',
  what: "names are readable, and the shop's text is kept as UTF-8",
  expected: `columns in utf8mb4 or utf8mb3, at most ${mostPercent} % of the names beyond ASCII garbled`,
  needs: ({ storage }) => ['wc_customer_lookup', storage === 'hpos' ? 'wc_order_addresses' : 'postmeta'],
  look: async (shop) => {
    const columns = columnsOfOtherCharsets(shop);
    if (columns.length > 0) return passIf(false, columns.slice(0, 20).join(', '));
    const [sound = 0, damaged = 0] = await shop.numbers(
      `SELECT SUM(NOT bad AND beyond), SUM(bad) FROM (SELECT name REGEXP ? AS bad, name REGEXP ? AS beyond FROM (${namesOf(shop)}) n) f`,
      [`${garbled}|${lost}`, beyondAscii],
    );
    const isSound = damaged < 3 || damaged * 100 <= (sound + damaged) * mostPercent;
    return passIf(isSound, `${damaged} of ${sound + damaged} names beyond ASCII are garbled`);
  },
};

function columnsOfOtherCharsets(shop: OpenShop): string[] {
  return Object.keys(requiredTables(shop.storage)).flatMap((table) =>
    (shop.tables.get(shop.prefix + table) ?? [])
      .filter((column) => column.charset !== undefined && !/^utf8(mb[34])?$/.test(column.charset))
      .map((column) => `${shop.prefix}${table}.${column.name} is ${column.charset}`),
  );
}

/** Names and places as bytes. */
function namesOf(shop: OpenShop): string {
  const text = (...columns: string[]) => `CONVERT(CONCAT_WS(' ', ${columns.join(', ')}) USING binary) AS name`;
  const customers = `SELECT ${text('first_name', 'last_name', 'city')} FROM ${shop.t('wc_customer_lookup')}`;
  const orders =
    shop.storage === 'hpos'
      ? `SELECT ${text('first_name', 'last_name', 'city')} FROM ${shop.t('wc_order_addresses')}`
      : `SELECT ${text('meta_value')} FROM ${shop.t('postmeta')}
          WHERE meta_key IN ('_billing_first_name', '_billing_last_name', '_billing_city')`;
  return `${customers} UNION ALL ${orders}`;
}
