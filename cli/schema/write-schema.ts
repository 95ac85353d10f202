import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaText } from './json-schema';
import { referencePageText } from './reference-page';

// `npm run schema`: writes what is made from the store file's schema. A test holds both files current.
const root = join(__dirname, '..', '..');
writeFileSync(join(root, 'stores', 'store.schema.json'), jsonSchemaText());
writeFileSync(join(root, 'docs', 'store-file.md'), referencePageText());
