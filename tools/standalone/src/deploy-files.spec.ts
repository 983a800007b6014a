import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

const WRITER = fileURLToPath(new URL('../../deploy-files.mjs', import.meta.url));

it('the files for deployment say of each service what libs/config/src/services.ts says', () => {
  const { stderr, status } = spawnSync(process.execPath, [WRITER, '--check'], { encoding: 'utf8' });
  expect([stderr, status]).toEqual(['', 0]);
});
