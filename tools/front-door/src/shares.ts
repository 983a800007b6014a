import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { log } from './log.ts';
import type { Upstreams } from './upstreams.ts';

const LOOK_EVERY_MS = 500;

/**
 * Divides requests as a file says: instance by instance, its share of its service's requests from 0 to 1. No file: all alike.
 * Who writes the file puts it there whole. What is none of that is told, and changes nothing.
 * @returns what ends it.
 */
export function followShares(file: string, upstreams: ReadonlyMap<string, Upstreams>): () => void {
  const look = () => {
    try {
      const shares = readShares(file);
      for (const of of upstreams.values()) of.share(shares);
      log.info({ shares }, 'requests are divided');
    } catch (error) {
      log.error({ err: error, file }, 'requests are divided as before');
    }
  };
  look();
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, look);
  return () => unwatchFile(file, look);
}

function readShares(file: string): Record<string, number> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  const shares = JSON.parse(text) as Record<string, number>;
  if (!Object.values(shares).every((share) => share >= 0 && share <= 1))
    throw new Error('a share is a number from 0 to 1');
  return shares;
}
