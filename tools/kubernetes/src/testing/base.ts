import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { containersOf, workloads } from '../policies/world.ts';
import type { KubeObject } from '../written.ts';

const FOLDER = fileURLToPath(new URL('../../../../deploy/kubernetes/base/', import.meta.url));

/** The objects of the base as kustomize builds them, with nothing on the machine that builds. */
export function base(): KubeObject[] {
  const objects = globSync('*.yaml', { cwd: FOLDER })
    .filter((file) => file !== 'kustomization.yaml')
    .flatMap((file) => parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')))
    .map((document) => document.toJS() as KubeObject);
  const labels = { 'tandem/first': 'true' };
  objects.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tandem', labels } });
  for (const one of objects)
    if (one.kind !== 'Namespace') one.metadata = { ...one.metadata, namespace: 'tandem' };
  for (const container of workloads(objects).flatMap(containersOf)) container.image += ':0.1.0';
  return objects;
}
