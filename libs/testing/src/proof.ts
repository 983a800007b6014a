import { readEnv } from '@tandem/config';
import type { Env } from '@tandem/config';

const SHARE_OF_CI = 10;
const SEED = 20_261_126;

/**
 * How many rounds a long proof takes: all of them with `--full` (`npm test -- --full`, `npm run system -- --full`), else
 * a tenth, so that CI stays short however many proofs there are.
 * @param full rounds of the whole proof.
 * @param least never fewer than this, for proofs that need a crowd or enough time for their fault.
 */
export function proofSize(full: number, least = 3, env: Env = readEnv()): number {
  if (isFull(env)) return full;
  return Math.min(full, Math.max(least, Math.ceil(full / SHARE_OF_CI)));
}

/**
 * The seed of random proofs, printed so that a failure can be run again: `TANDEM_SEED`, or a fixed one.
 * @throws Error when `TANDEM_SEED` is no whole number.
 */
export function proofSeed(env: Env = readEnv()): number {
  const given = env['TANDEM_SEED'];
  const seed = given === undefined || given === '' ? SEED : Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`TANDEM_SEED=${given} is not a whole number`);
  process.stdout.write(`proof: seed ${seed}, ${isFull(env) ? 'full size' : "CI's size"}\n`);
  return seed;
}

function isFull(env: Env): boolean {
  return env['TANDEM_FULL'] === '1';
}
