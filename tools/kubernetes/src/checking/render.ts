import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICES } from '@tandem/config/services';
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

/** The components of canaries: by pods, and by a share that the doors draw. */
export const CANARIES = ['canary', 'canary-by-share'] as const;

/** Production with a canary of every service that can have one, which nobody deploys: each of these components is looked at so. */
export function renderCanaries(kind: (typeof CANARIES)[number]): KubeObject[] {
  const into = mkdtempSync(join(tmpdir(), 'tandem-canaries-'));
  const within = (path: string) => relative(realpathSync(into), join(realpathSync(FOLDER), path));
  const services = SERVICES.filter(({ sockets }) => kind === 'canary' || !sockets);
  try {
    const kustomization = {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      namespace: 'tandem',
      resources: [within('overlays/production')],
      components: services.map(({ name }) => within(`components/${kind}/${name}`)),
      images: services.map(({ name }) => ({
        name: `tandem/${name}-canary`,
        newName: `tandem/${name}`,
        newTag: '0.2.0',
      })),
    };
    writeFileSync(join(into, 'kustomization.yaml'), JSON.stringify(kustomization));
    return build(into);
  } finally {
    rmSync(into, { recursive: true });
  }
}

/** An overlay as a cluster is given it. @throws Error with what kustomize said, or when nothing here builds. */
export const render = (overlay: string): KubeObject[] => build(join(FOLDER, overlay));

function build(folder: string): KubeObject[] {
  for (const [program, ...words] of BUILDERS) {
    const built = spawnSync(program!, [...words, folder], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (built.error && 'code' in built.error && built.error.code === 'ENOENT') continue;
    if (built.error) throw built.error;
    if (built.status !== 0) throw new Error(`${folder}: ${built.stderr}`);
    return parseAllDocuments(built.stdout).map((one) => one.toJS() as KubeObject);
  }
  throw new Error(
    'Neither kustomize, kubectl nor Go is on this machine: install kubectl 1.30 or later.',
  );
}
