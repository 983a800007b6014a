import { join } from 'node:path';

/** A data folder for one system test, apart from the developer's own stack. */
export function testHome(name: string): string {
  return join(import.meta.dirname, '..', '..', '.tandem', 'system', name);
}
