import { redirectLog } from '@tandem/observability';

/** What the loggers of this process wrote while `work` ran, a JSON line each. It is kept from standard output. */
export async function logOf(work: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  redirectLog({ write: (line) => lines.push(line) });
  try {
    await work();
  } finally {
    redirectLog();
  }
  return lines;
}
