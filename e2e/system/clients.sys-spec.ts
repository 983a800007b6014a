import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mavenArtifacts, startStack, type StackHandle } from '@tandem/stack';
import { PASSWORD } from './client.js';
import { testHome } from './home.js';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = join(ROOT, 'e2e', 'clients');
const FOLDER = testHome('generated-clients');

/** Other people's programs: clients made by openapi-generator out of docs/openapi.json, compiled and used. */
describe('clients generated from the published API description', () => {
  let stack: StackHandle;
  let jar: string;

  beforeAll(async () => {
    const found = await mavenArtifacts('Client-generator', join(SOURCES, 'pom.xml'), {
      say: () => undefined,
      signal: new AbortController().signal,
    });
    if ('missing' in found) throw new Error(found.missing);
    jar = join(
      found.folder,
      readdirSync(found.folder).find((name) => name.endsWith('.jar'))!,
    );
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    stack = await startStack({
      home: testHome('clients'),
      mode: 'standalone',
      frontDoors: 'free',
    });
  });
  afterAll(() => stack?.stop());

  async function generate(kind: string, into: string, options: string[] = []): Promise<void> {
    const description = join(ROOT, 'docs', 'openapi.json');
    const args = ['-jar', jar, 'generate', '-g', kind, '-i', description, '-o', into, ...options];
    await run('java', args, { maxBuffer: 64 * 1024 * 1024 });
  }

  const works = { sees: true, conflict: 'version_conflict', ordered: true };

  it('TypeScript: compiles, signs in, reads, edits, is told of a conflict, orders', async () => {
    const folder = join(FOLDER, 'typescript');
    await generate('typescript-fetch', join(folder, 'client'), [
      '--additional-properties=importFileExtension=.js',
    ]);
    copyFileSync(join(SOURCES, 'flow.ts'), join(folder, 'flow.mts'));
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const out = join(folder, 'out');
    await run(process.execPath, [
      ...[tsc, '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node'],
      ...['--rootDir', folder, '--outDir', out, join(folder, 'flow.mts')],
    ]).catch((error: { stdout: string }) => {
      throw new Error(`the client does not compile\n${error.stdout.slice(0, 4_000)}`);
    });
    const { shop, admin } = stack.info;
    const { stdout } = await run(process.execPath, [join(out, 'flow.mjs'), shop, admin, PASSWORD]);
    expect(JSON.parse(stdout)).toEqual(works);
  });

  it('Python: the same', async () => {
    const folder = join(FOLDER, 'python');
    await generate('python', folder);
    const python = join(FOLDER, 'venv', 'bin', 'python');
    await run('python3', ['-m', 'venv', join(FOLDER, 'venv')]);
    await run(python, ['-m', 'pip', 'install', '-q', '-r', join(folder, 'requirements.txt')]);
    const { shop, admin } = stack.info;
    const { stdout } = await run(python, [join(SOURCES, 'flow.py'), shop, admin, PASSWORD], {
      env: { PYTHONPATH: folder, PATH: process.env.PATH },
    });
    expect(JSON.parse(stdout)).toEqual(works);
  });
});
