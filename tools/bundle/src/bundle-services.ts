import { appendFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SERVICES } from '@tandem/config/services';
import { rolldown } from 'rolldown';
import { chunkOf, isOwn, isPackageChunk } from './chunks.ts';
import { isLeftOut } from './left-out.ts';
import { ownMaps } from './own-maps.ts';
import { withoutUnneeded } from './unneeded.ts';

/** What a package can do without, and the circles inside of one, are nothing to tell. */
const UNREMARKABLE = new Set(['UNRESOLVED_IMPORT', 'CIRCULAR_DEPENDENCY']);

/**
 * Writes what each service calls to files that all of them share, and what is preloaded before one (`register.js`).
 * Goes out from what swc made: it knows the metadata of decorators, which rolldown's own compiler leaves out.
 */
export async function bundleServices(root: string, folder: string): Promise<void> {
  const input = {
    ...Object.fromEntries(
      SERVICES.map(({ name }) => [name, join(root, 'apps', name, 'dist', 'main.js')]),
    ),
    register: join(root, 'libs', 'observability', 'dist', 'register.js'),
    // Threads, which are begun by where their entry lies beside the file of their service.
    'own/import-thread': join(root, 'apps', 'catalog', 'dist', 'imports', 'import-thread.js'),
  };
  const entries = new Set(Object.values(input));
  const build = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    external: isLeftOut,
    preserveEntrySignatures: false,
    // Migrations and seeds go: no module of Tandem's does anything by being loaded, but for those that start something.
    treeshake: {
      moduleSideEffects: (id) => (isOwn(id) && !entries.has(id) ? false : undefined),
    },
    plugins: [ownMaps(), withoutUnneeded()],
    onLog: (level, log, report) => {
      if (!UNREMARKABLE.has(log.code ?? '')) report(level, log);
    },
  });
  rmSync(folder, { recursive: true, force: true });
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    // One character beyond Latin-1 has V8 keep two bytes for each of a file.
    charset: 'ascii',
    comments: { legal: false, annotation: false, jsdoc: false },
    // Nest, metrics and logs go by the names of classes.
    keepNames: true,
    // Saves 2 MB a process; an error that nobody caught would be told with a line of a megabyte.
    minify: false,
    sourcemap: 'hidden',
    sourcemapExcludeSources: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // Packages need each other in circles: each module still runs when it would have run by itself.
    strictExecutionOrder: true,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: 'by package', name: chunkOf }],
    },
  });
  await build.close();
  for (const { fileName } of output) nameMap(join(folder, fileName));
}

/** Node keeps each map that a file names: those of packages would take more than the bundle saves. */
function nameMap(path: string): void {
  if (!path.endsWith('.map')) return;
  const file = path.slice(0, -'.map'.length);
  if (isPackageChunk(file)) rmSync(path);
  else appendFileSync(file, `//# sourceMappingURL=${basename(path)}\n`);
}
