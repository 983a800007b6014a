import autocannon from 'autocannon';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

export interface LoadResult {
  requestsPerSecond: number;
  p50: number;
  p99: number;
  failures: number;
}

/** wrk takes far less of the two cores than a Node client does, so the server is what is measured. */
export const hasWrk = spawnSync('wrk', ['-v']).error === undefined;

const MS: Record<string, number> = { us: 0.001, ms: 1, s: 1000 };

function milliseconds(text: string | undefined): number {
  const match = /([\d.]+)(us|ms|s)/.exec(text ?? '');
  return match ? Number(match[1]) * MS[match[2]!]! : NaN;
}

async function withWrk(url: string, connections: number, seconds: number): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)('wrk', [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    url,
  ]);
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  const socket = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(
    stdout,
  );
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p50: milliseconds(/50%\s+(\S+)/.exec(stdout)?.[1]),
    p99: milliseconds(/99%\s+(\S+)/.exec(stdout)?.[1]),
    failures:
      Number(failed?.[1] ?? 0) +
      (socket?.slice(1).reduce((sum, count) => sum + Number(count), 0) ?? 0),
  };
}

async function withAutocannon(url: string, connections: number, seconds: number) {
  const result = await autocannon({ url, connections, duration: seconds });
  return {
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failures: result.errors + result.non2xx,
  };
}

/** @throws Error for another machine: nobody is to be loaded by a mistyped address. */
export function localOnly(url: string): string {
  if (new URL(url).hostname !== '127.0.0.1') throw new Error('load goes to 127.0.0.1 only');
  return url;
}

/** Reads one URL with the given connections for the given time. 127.0.0.1 only. */
export async function load(url: string, connections: number, seconds: number): Promise<LoadResult> {
  localOnly(url);
  return hasWrk ? withWrk(url, connections, seconds) : withAutocannon(url, connections, seconds);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function percentile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? NaN;
}
