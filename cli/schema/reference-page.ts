import { allFields, type FieldSchema, formsOf, storeFileJsonSchema } from '../../lib/config/describe-fields';

interface Row {
  readonly path: string;
  readonly required: boolean;
  readonly default: unknown;
  readonly kinds: readonly string[];
  readonly descriptions: readonly string[];
}

const preface = `# The store file

One file per store, \`stores/<name>.yaml\`; the file's name is the store's name. It starts with a lower-case letter and has
lower-case letters, digits and dashes, short enough for the names AWS limits (19 characters in generation 1).
Every problem of a file is reported at once, as \`file:line:column field what is allowed, what was found; remedy\`.
A control is switched off by \`{ enabled: false, reason }\` only, and the reason is printed in the plan and in the report.

Files are UTF-8, YAML 1.2, at most 256 KiB. An unknown field is an error.
In the table, *required* within a map or a list means: wherever that map or list entry is written; a field of one form only belongs to
that form alone.

This page is written from the schema by \`npm run schema\`; change \`lib/config\`, not the page.
\`stores/store.schema.json\` has the same for editors: name it in the first line, as \`stores/example.yaml\` does.

`;

const rules = `
## Across fields

- \`staffHost\` is another name than \`domain\`; \`dns.zone.name\` is both or a parent of both.
- \`backup.offsite.region\` is another region than \`region\`. \`surge\` needs a region with three zones.
- A standing store: \`retentionDays\` at least 7, \`monthlyRetentionDays\` at least 90 and no less than \`retentionDays\`,
  \`pointInTimeDays\` no more than \`retentionDays\`. A trial store: all three are 1 or left out, and \`lock\` is \`governance\`.
- \`staff.networks\` and networks of integrations are public, /8 or narrower (IPv6: /32), start at their first address, and do not
  overlap. Without an IPv6 network the staff door has no IPv6.
- \`database.maxAllocatedGiB\` is at least 110 % of what is allocated; the maintenance window lasts from 60 minutes to under 24 hours;
  the class is Graviton and not too small for IAM authentication (and for Database Insights in \`shop\` and \`surge\`).
- \`database.restoreFrom\` wants \`generation\` 2 or later, and a snapshot of the store's own account and region.
- \`drill.schedule\` is \`cron(...)\`; it, \`drill.offsiteSchedule\`, \`backup.exportSchedule\` and \`patch.window\` come at most once an
  hour and do not end.
- With \`mail.via: ses\`, the sender is at the shop's domain, below it or at a parent of it, and in the hosted zone if there is one.
- \`egress.mode: observe\` past \`until\` wants a \`reason\`.
- At most 45 tags, no two alike but for case, none of Storefort's or AWS's own.

## Across stores

No two stores share a name, a \`domain\` or a \`staffHost\`, or overlap in a \`network.cidr\` that both of them write. Stores that leave
\`network.cidr\` out all have 10.20.0.0/16: their VPCs route nowhere, so this harms nothing.
`;

/** The text of `docs/store-file.md`: every field of the store file, and the rules over more than one. */
export function referencePageText(): string {
  const rows = [...rowsByPath().values()].map(
    (row) => `| \`${row.path}\` | ${row.kinds.join(' or ')} | ${needOf(row)} | ${row.descriptions.join(' / ')} |`,
  );
  const table = ['| field | takes | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
  return `${preface}## Fields\n\n${table}\n${rules}`;
}

/** A field that stands in several alternatives has one row. */
function rowsByPath(): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const { path, field, required } of allFields(storeFileJsonSchema())) {
    const before = rows.get(path) ?? { required: true, default: undefined, kinds: [], descriptions: [] };
    rows.set(path, {
      path,
      required: required && before.required,
      default: before.default ?? field.default,
      kinds: [...new Set([...before.kinds, ...kindsOf(field)])],
      descriptions: [...new Set([...before.descriptions, inCell(field.description ?? '')])],
    });
  }
  return rows;
}

function needOf(row: Row): string {
  if (row.default !== undefined) return `\`${JSON.stringify(row.default)}\``;
  return row.required ? '**required**' : '';
}

function kindsOf(field: FieldSchema): string[] {
  return [...new Set(formsOf(field).map((form) => inCell(kindOf(form))))];
}

function kindOf(form: FieldSchema): string {
  if (form.const !== undefined) return `\`${JSON.stringify(form.const).replaceAll('"', '')}\``;
  if (form.enum) return form.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (form.items) return `list of ${kindsOf(form.items).join(' or ')}${span(form.minItems, form.maxItems, ' entries')}`;
  if (form.properties) return `{ ${Object.keys(form.properties).join(', ')} }`;
  if (form.type === 'integer') return `whole number${span(form.minimum, form.maximum)}`;
  return { string: 'text', boolean: '`true`, `false`', object: 'map of names and values' }[form.type ?? ''] ?? 'text';
}

function span(least: number | undefined, most: number | undefined, unit = ''): string {
  if (least !== undefined && most !== undefined) return ` (${least} to ${most}${unit})`;
  if (least !== undefined) return ` (at least ${least})`;
  return most === undefined ? '' : ` (at most ${most})`;
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
