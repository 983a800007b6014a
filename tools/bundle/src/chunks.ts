import type { ChunkingContext } from 'rolldown';

const PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const OWN = /\/(?:libs|apps)\/([^/]+)\/(?:dist|src)\//;

export const isOwn = (id: string): boolean => !PACKAGE.test(id) && OWN.test(id);

/**
 * One file a package, app or lib. Of all of them in one file V8 takes 30 MB more to read it, which malloc never gives back.
 * What is loaded when it is first needed stays by itself.
 */
export function chunkOf(id: string, context: ChunkingContext): string | null {
  const info = context.getModuleInfo(id);
  if (info && info.importers.length === 0 && info.dynamicImporters.length > 0) return null;
  const packaged = PACKAGE.exec(id)?.[1];
  if (packaged !== undefined) return `package/${packaged.replace('/', '.')}`;
  const own = OWN.exec(id)?.[1];
  return own === undefined ? null : `own/${own}`;
}

export const isPackageChunk = (path: string): boolean => path.includes('/package/');
