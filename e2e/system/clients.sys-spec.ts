import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mavenArtifacts, startStack, type StackHandle } from '@tandem/stack';
import { proofSeed, proofSize } from '@tandem/testing';
import { call, PASSWORD, Staff } from './client.js';
import { testHome } from './home.js';

// Thousands of calls, one after another: ten minutes are not enough on a machine that has more to do.
jest.setTimeout(3_600_000);

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = join(ROOT, 'e2e', 'clients');
const FOLDER = testHome('generated-clients');

const DESCRIPTION = join(ROOT, 'docs', 'openapi.json');

/** Shares of the API that are explored side by side: together they are all of it, and a process has one parser of Python. */
const SHARES = [
  ['--include-path-regex', '^/api/v1/admin/[a-o]'],
  ['--include-path-regex', '^/api/v1/admin/[^a-o]'],
  ['--exclude-path-regex', '^/api/v1/admin/'],
];

/** Other people's programs: openapi-generator's clients out of docs/openapi.json, and Schemathesis. */
describe('the published API description, and what other people’s programs make of it', () => {
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
    const args = ['-jar', jar, 'generate', '-g', kind, '-i', DESCRIPTION, '-o', into, ...options];
    await run('java', args, { maxBuffer: 64 * 1024 * 1024 });
  }

  /** A Python of its own with these packages. */
  async function pythonWith(requirements: string, name: string): Promise<string> {
    const python = join(FOLDER, name, 'bin', 'python');
    await run('python3', ['-m', 'venv', join(FOLDER, name)]);
    await run(python, ['-m', 'pip', 'install', '-q', '-r', requirements]);
    return python;
  }

  it('is what the services serve', async () => {
    const { body } = await call<Record<string, unknown>>(`${stack.info.shop}/api/v1/openapi.json`);
    // After a wanted change: npm run api:types -- http://127.0.0.1:8080
    expect(body).toEqual(JSON.parse(readFileSync(DESCRIPTION, 'utf8')));
  });

  it('the API page, the sites and unknown addresses answer as they should', async () => {
    const { shop, admin } = stack.info;
    expect((await call(`${shop}/api/docs`)).status).toBeLessThan(400);
    expect((await call(`${shop}/parts/1`)).headers['content-type']).toContain('text/html');
    expect((await call(`${admin}/parts/1`)).headers['content-type']).toContain('text/html');
    const unknown = await call<{ code: string }>(`${shop}/api/v1/no-such-thing`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
    const internal = await call(`${shop}/internal/stock/query`, { method: 'POST', body: {} });
    expect(internal.status).not.toBe(200);
  });

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
    const asStaff = [
      ...['--header', `Authorization: Bearer ${token}`],
      // They would end the session that the rest is asked in.
      ...['--exclude-name', 'POST /api/v1/auth/logout'],
      ...['--exclude-name', 'DELETE /api/v1/auth/sessions/{id}'],
    ];
    const found = await Promise.all([
      // The staff's routes are described at both doors and served at one.
      explore(python, shop, ['--exclude-path-regex', '^/api/v1/admin/']),
      ...SHARES.map((share) => explore(python, admin, [...asStaff, ...share])),
    ]);
    expect(found.join('')).toBe('');
  });
});
