import { join, resolve } from 'node:path';
import { ROOT } from '../home.ts';

/** The home that commands of this clone are about. */
export function homeFolder(): string {
  return resolve(process.env.TANDEM_HOME ?? join(ROOT, '.tandem'));
}
