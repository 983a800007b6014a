import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'rolldown';
import { isOwn } from './chunks.ts';

/** Lines of errors are told as they stand in the sources, so the compiler's maps go into the bundle's. */
export const ownMaps = (): Plugin => ({
  name: 'own-maps',
  load: (id) =>
    isOwn(id) && existsSync(`${id}.map`)
      ? { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') }
      : null,
});
