import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const COMPRESSIBLE = /\.(html|js|mjs|css|svg|json|webmanifest|txt|xml|wasm)$/;
const SMALLEST_BYTES = 1024;
const YEAR_SECONDS = 31_536_000;

/** For a year of visits: told over TLS only, as the rule is. */
export const HSTS = 'max-age=31536000; includeSubDomains';

/** Of one site for itself: what it loads comes from its own origin; product pictures may be given by address. */
export const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; " +
    "font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; " +
    "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
} as const;

/**
 * A copy of a built site with every text file compressed beside itself. Serving the copy also means that a build
 * under way never shows half a site.
 * @returns the folder of the copy, made once for one content
 */
export async function publishSite(built: string, shelf: string, name: string): Promise<string> {
  const files = listFiles(built);
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(built, file)));
  const target = join(shelf, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(target)) return target;
  mkdirSync(shelf, { recursive: true });
  const half = `${target}.${process.pid}`;
  cpSync(built, half, { recursive: true });
  await Promise.all(
    files.filter((file) => COMPRESSIBLE.test(file)).map((file) => compress(join(half, file))),
  );
  const isOld = (entry: string) =>
    entry.startsWith(`${name}-`) && entry !== basename(target) && !isBeingMade(entry);
  for (const old of readdirSync(shelf).filter(isOld))
    rmSync(join(shelf, old), { recursive: true, force: true });
  try {
    renameSync(half, target);
  } catch (error) {
    // Another door of this folder has just finished the same.
    if (!existsSync(target)) throw error;
    rmSync(half, { recursive: true, force: true });
  }
  return target;
}

/** Whether a process that is still there, this one included, makes this copy. */
function isBeingMade(entry: string): boolean {
  const pid = Number(/\.(\d+)$/.exec(entry)?.[1] ?? 0);
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function compress(file: string): Promise<void> {
  const content = readFileSync(file);
  if (content.length < SMALLEST_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gz);
}

/** Serves the files of a published site; its pages are made by `servePages`. */
export async function serveSite(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    wildcard: true,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      const assets = basename(dirname(path)) === 'assets';
      response.header(
        'cache-control',
        assets ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      );
      response.header('vary', 'accept-encoding');
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.header(name, value);
    },
  });
}
