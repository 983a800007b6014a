// `npm run deploy:check`: every overlay of deploy/kubernetes is built, and looked at by the schemas and by our policies.
import { offences } from '../policies/policies.ts';
import type { KubeObject } from '../written.ts';
import { CANARIES, overlays, render, renderCanaries } from './render.ts';
import { offencesAgainstSchemas } from './schemas.ts';

const rendered = [
  ...overlays().map((overlay) => ({ overlay, objects: render(overlay) })),
  ...CANARIES.map((kind) => ({
    overlay: `${kind} of every service`,
    objects: renderCanaries(kind),
  })),
];

// Most objects are the same in all of them.
const different = new Map<string, KubeObject>();
for (const { objects } of rendered)
  for (const one of objects) different.set(JSON.stringify(one), one);

const found = [
  ...(await offencesAgainstSchemas([...different.values()])),
  ...rendered.flatMap(({ overlay, objects }) =>
    offences(objects).map((offence) => `${overlay}: ${offence}`),
  ),
];
for (const offence of found) console.error(`✗ ${offence}`);
for (const { overlay, objects } of rendered) console.log(`${overlay}: ${objects.length} objects`);
process.exitCode = found.length === 0 ? 0 : 1;
