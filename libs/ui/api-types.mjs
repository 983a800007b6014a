// `npm run api:types -- http://127.0.0.1:8080`: takes the merged OpenAPI document of a running stack into docs/openapi.json and
// makes the sites' types from it. A system test fails when the committed document is not what the services serve.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const document = new URL('../../docs/openapi.json', import.meta.url);
const types = new URL('./src/api/generated/api.d.ts', import.meta.url);

const front = process.argv[2];
if (front) {
  const answer = await fetch(`${front}/api/v1/openapi.json`);
  if (!answer.ok) throw new Error(`${front} answered ${answer.status}`);
  writeFileSync(document, `${JSON.stringify(await answer.json(), null, 2)}\n`);
}
mkdirSync(new URL('.', types), { recursive: true });
const ast = await openapiTS(JSON.parse(readFileSync(document, 'utf8')), { alphabetize: true });
writeFileSync(types, `// Made from docs/openapi.json by "npm run api:types".\n${astToString(ast)}`);
