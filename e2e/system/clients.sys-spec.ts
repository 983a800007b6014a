import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mavenArtifacts, startStack, type StackHandle } from '@tandem/stack';
import { proofSeed, proofSize } from '@tandem/testing';
import { PASSWORD, Staff } from './client.js';
import { testHome } from './home.js';

// Thousands of calls, one after another: ten minutes are not enough on a machine that has more to do.
jest.setTimeout(3_600_000);

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = join(ROOT, 'e2e', 'clients');
const FOLDER = testHome('generated-clients');

/** Other people's programs: openapi-generator's clients out of docs/openapi.json, and Schemathesis. */
describe('what other people’s programs make of the published API description', () => {
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

  /** A Python of its own with these packages. */
  async function pythonWith(requirements: string, name: string): Promise<string> {
    const python = join(FOLDER, name, 'bin', 'python');
    await run('python3', ['-m', 'venv', join(FOLDER, name)]);
    await run(python, ['-m', 'pip', 'install', '-q', '-r', requirements]);
    return python;
  }

  const works = { sees: true, conflict: 'version_conflict', ordered: true };

  it('TypeScript: compiles, signs in, reads, edits, is told of a conflict, orders', async () => {
    const folder = join(FOLDER, 'typescript');
    await generate('typescript-fetch', join(folder, 'client'), [
      '--additional-properties=importFileExtension=.js',
    ]);
    copyFileSync(join(SOURCES, 'flow.ts'), join(folder, 'flow.mts'));
    const tsc = join(ROOT, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
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
    const python = await pythonWith(join(folder, 'requirements.txt'), 'venv');
    const { shop, admin } = stack.info;
    const { stdout } = await run(python, [join(SOURCES, 'flow.py'), shop, admin, PASSWORD], {
      env: { PYTHONPATH: folder, PATH: process.env.PATH },
    });
    expect(JSON.parse(stdout)).toEqual(works);
  });

  /** The failures that are found, as Schemathesis tells them; none is an empty text. */
  async function explore(python: string, door: string, options: string[]): Promise<string> {
    const rounds = proofSize(30);
    const args = [
      ...['-m', 'schemathesis.cli', '--config-file', join(SOURCES, 'schemathesis.toml'), 'run'],
      ...[`${door}/api/v1/openapi.json`, '--url', door, '--no-color'],
      ...['--phases', 'coverage,fuzzing,stateful', '--max-examples', String(rounds)],
      // Its own threads would share one parser of Python and one source of chance.
      ...['--workers', '1', '--seed', String(proofSeed()), '--generation-database', 'none'],
      ...['--no-shrink', '--continue-on-failure', '--warnings', 'off', ...options],
    ];
    // Of the rest of the environment, FORCE_COLOR would make it draw its progress.
    const env = { PATH: process.env.PATH };
    const told = await run(python, args, { cwd: FOLDER, env, maxBuffer: 64 * 1024 * 1024 }).then(
      ({ stdout }) => (/ [1-9]\d* generated/.test(stdout) ? '' : stdout),
      ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout || stderr,
    );
    return told.replaceAll(/.{300}.+/g, (line) => line.slice(0, 300));
  }

  it('Schemathesis finds nothing, neither as a visitor nor as staff', async () => {
    const python = await pythonWith(join(SOURCES, 'schemathesis.txt'), 'schemathesis');
    const { shop, admin } = stack.info;
    const { token } = await Staff.signIn(admin);
    const found = await Promise.all([
      // The staff's routes are described at both doors and served at one.
      explore(python, shop, ['--exclude-path-regex', '^/api/v1/admin/']),
      explore(python, admin, [
        ...['--header', `Authorization: Bearer ${token}`],
        // They would end the session that the rest is asked in.
        ...['--exclude-name', 'POST /api/v1/auth/logout'],
        ...['--exclude-name', 'DELETE /api/v1/auth/sessions/{id}'],
      ]),
    ]);
    expect(found).toEqual(['', '']);
  });
});
