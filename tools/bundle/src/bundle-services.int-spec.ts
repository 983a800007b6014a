import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { SERVICES } from '@tandem/config/services';
import { buildServices, runScript } from '@tandem/testing';
import { readEnv } from '@tandem/config';

const MOST_BYTES = 2_000_000;
const MOST_WIDE = 100_000;
const IMPORT = /^(?:import|export)\b[^;'"]*?(?:\bfrom )?"([^"]+)";/gm;

let folder: string;
let files: string[];

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** What is read before the first line of an entry runs: files of the bundle and names of packages. */
function loadedBy(entry: string): Set<string> {
  const loaded = new Set<string>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    if (!files.includes(name)) return;
    for (const [, to = ''] of read(name).matchAll(IMPORT)) {
      load(to.startsWith('.') ? relative(folder, join(folder, dirname(name), to)) : to);
    }
  };
  load(entry);
  return loaded;
}

/** The sources of Tandem that are in a file, as its map names them. */
function sourcesOf(file: string): string[] {
  return (JSON.parse(read(file)) as { sources: string[] }).sources;
}

beforeAll(async () => {
  await buildServices();
  folder = mkdtempSync(join(tmpdir(), 'tandem-bundle-'));
  // In a process of its own: what rolldown is made of takes no regular expression of Jest's.
  await runScript(['tools/bundle/src/main.ts', folder], readEnv());
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  files = all
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bundle of all services', () => {
  it('has an entry for each service, and the telemetry that is loaded before it', () => {
    const entries = [...SERVICES.map(({ name }) => name), 'register'];
    expect(files).toEqual(expect.arrayContaining(entries.map((name) => `${name}.js`)));
  });

  it('loads no traced driver before telemetry runs', () => {
    const early = loadedBy('register.js');
    expect([...early].filter((name) => ['pg', 'ioredis', 'kafkajs'].includes(name))).toEqual([]);
    expect([...loadedBy('catalog.js')]).toEqual(expect.arrayContaining(['pg', 'ioredis']));
  });

  it('shares one copy of telemetry between what is preloaded and the service', () => {
    const maps = files.filter((file) => file.endsWith('.map'));
    const copies = maps.filter((file) =>
      sourcesOf(file).some((source) => source.endsWith('observability/src/telemetry.ts')),
    );
    expect(copies).toEqual(['own/observability.js.map']);
    expect([...loadedBy('register.js')]).toContain('own/observability.js');
    expect([...loadedBy('catalog.js')]).toContain('own/observability.js');
  });

  it('has the entry of a thread beside the service that begins it', () => {
    expect(files).toContain('own/import-thread.js');
    expect(read('own/catalog.js')).toContain('./import-thread.js');
  });

  it('leaves out migrations, seeds, the drivers of other databases and other ways to send telemetry', () => {
    const sources = SERVICES.flatMap(({ name }) => sourcesOf(`own/${name}.js.map`));
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.filter((source) => /\/src\/(migrations|seed)\//.test(source))).toEqual([]);
    expect(read('package/typeorm.js')).toContain('class PostgresDriver');
    expect(read('package/typeorm.js')).not.toContain('class MysqlDriver');
    expect(files.filter((file) => /grpc/.test(file) && read(file).length > 1_000)).toEqual([]);
  });

  it('has no second copy of what the rules of request bodies are kept in', () => {
    expect(files.filter((file) => /class-(transformer|validator)/.test(file))).toEqual([]);
    const loaded = [...loadedBy('catalog.js')];
    expect(loaded).toEqual(expect.arrayContaining(['class-transformer', 'class-validator']));
  });

  it('loads the client of S3 only when it is asked for', () => {
    expect([...loadedBy('catalog.js')]).not.toContain('@aws-sdk/client-s3');
    expect([...loadedBy('s3-blobs.js')]).toContain('@aws-sdk/client-s3');
  });

  it('names the sources of what is ours, and keeps no map of packages', () => {
    expect(read('own/catalog.js').trimEnd()).toMatch(/\/\/# sourceMappingURL=catalog\.js\.map$/);
    expect(sourcesOf('own/catalog.js.map').filter((source) => !source.endsWith('.ts'))).toEqual([]);
    expect(files.filter((file) => /^package\/.*\.map$/.test(file))).toEqual([]);
  });

  it('has no large file that takes two bytes a character, and none that is costly to read', () => {
    const scripts = files.filter((file) => file.endsWith('.js'));
    // Template literals keep their characters.
    const wide = scripts.filter((file) => /[^\0-\x7f]/.test(read(file)));
    expect(wide.filter((file) => read(file).length > MOST_WIDE)).toEqual([]);
    expect(scripts.filter((file) => read(file).length > MOST_BYTES)).toEqual([]);
  });
});
