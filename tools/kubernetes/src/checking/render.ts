import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../written.ts';

const FOLDER = fileURLToPath(new URL('../../../../deploy/kubernetes/', import.meta.url));
/** Kustomize's own module, for a machine that has Go alone. */
const MODULE = 'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1';

/** Whoever builds a folder: the first that is on this machine. */
const BUILDERS: readonly (readonly string[])[] = [
  ['kustomize', 'build'],
  ['kubectl', 'kustomize'],
  ['go', 'run', MODULE, 'build'],
];

/** The folders of overlays, from deploy/kubernetes. */
export const overlays = (): string[] =>
  globSync('overlays/*/kustomization.yaml', { cwd: FOLDER })
    .map((file) => dirname(file))
    .sort();

/** @throws Error with what kustomize said, or when nothing here builds. */
export function render(overlay: string): KubeObject[] {
  for (const [program, ...words] of BUILDERS) {
    const built = spawnSync(program!, [...words, join(FOLDER, overlay)], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (built.error && 'code' in built.error && built.error.code === 'ENOENT') continue;
    if (built.error) throw built.error;
    if (built.status !== 0) throw new Error(`${overlay}: ${built.stderr}`);
    return parseAllDocuments(built.stdout).map((one) => one.toJS() as KubeObject);
  }
  throw new Error(
    'Neither kustomize, kubectl nor Go is on this machine: install kubectl 1.30 or later.',
  );
}
