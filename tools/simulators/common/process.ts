import type { Simulator } from './server.ts';

/** Runs a simulator as a process of its own, until it is told to stop. */
export function serveUntilStopped(name: string, simulator: Simulator, withParent: boolean): void {
  // One line a parent process can read: with port 0 it is the only way to learn the address.
  console.log(JSON.stringify({ simulator: name, url: simulator.url }));
  const stop = () => void simulator.stop().then(() => process.exit(0));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, stop);
  }
  // A spec that is killed can't stop what it has spawned: its end of the pipe closes instead.
  if (withParent) process.stdin.resume().on('end', stop);
}
