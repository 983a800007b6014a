import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../home.ts';
import { hasCommand, run } from '../run.ts';
import type { BackingContext } from './backing-service.ts';

export type Found = { folder: string } | { missing: string };

/**
 * The jars of one pom.xml, downloaded once a machine. `missing` says in words why they could not be had, for the
 * fallback to tell.
 */
export async function mavenArtifacts(
  what: string,
  pom: string,
  ctx: Pick<BackingContext, 'say' | 'signal'>,
): Promise<Found> {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const cache = cacheFolder();
  const folder = join(cache, `${what.toLowerCase()}-${hash}`);
  if (existsSync(folder)) return { folder };
  if (!(await hasCommand('mvn', ['-v']))) return { missing: 'Maven (mvn) is not installed' };
  ctx.say(`${what}: downloading from Maven Central (once per machine) …`);
  mkdirSync(cache, { recursive: true });
  const half = mkdtempSync(join(cache, '.download-'));
  let files = 0;
  const progress = setInterval(() => ctx.say(`${what}: ${files} files downloaded …`), 5000);
  try {
    const { code, output } = await run(
      'mvn',
      [
        '-B',
        '-f',
        pom,
        'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
        `-DoutputDirectory=${half}`,
        '-DincludeScope=runtime',
      ],
      {
        signal: ctx.signal,
        onLine: (line) => {
          if (/Downloaded from|Copying/.test(line)) files += 1;
        },
      },
    );
    if (code !== 0) {
      const why = output.split('\n').find((line) => line.includes('[ERROR]')) ?? 'mvn failed';
      return { missing: `${why.replace('[ERROR]', '').trim().slice(0, 300)}` };
    }
    try {
      renameSync(half, folder);
    } catch {
      // Another clone finished the same download first.
      if (!existsSync(folder)) throw new Error(`cannot keep the download in ${folder}`);
    }
    return { folder };
  } finally {
    clearInterval(progress);
    rmSync(half, { recursive: true, force: true });
  }
}

/** The major version of the Java on the PATH, or undefined. */
export async function javaVersion(): Promise<number | undefined> {
  const output = await hasCommand('java', ['-version']);
  const found = output?.match(/version "(?:1\.)?(\d+)/)?.[1];
  return found ? Number(found) : undefined;
}
