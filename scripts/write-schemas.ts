import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaText, SCHEMA_FILES } from '../lib/reader/json-schema.ts';
import { ROOT } from '../lib/root.ts';

/** `npm run schema`: writes the JSON Schemas that editors read. A test fails while they are out of step. */
for (const name of ['agreement', 'environment'] as const) {
  writeFileSync(join(ROOT, SCHEMA_FILES[name]), jsonSchemaText(name));
}
