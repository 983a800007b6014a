import { readdirSync, readFileSync } from 'node:fs';

interface Seen {
  pid: number;
  parent: number;
  state: string;
}

/** A process as the kernel sees it; undefined when it has ended. */
function look(pid: number): Seen | undefined {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')
      .at(-1)!
      .split(' ');
    return { pid, parent: Number(parent), state: state! };
  } catch {
    return undefined;
  }
}

/** It and all that it has started: PostgreSQL works in processes of their own, each in a group of its own. */
function withChildren(root: number): number[] {
  const all = readdirSync('/proc').flatMap((name) => look(Number(name)) ?? []);
  const found = [root];
  for (const pid of found)
    found.push(...all.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return found;
}

export const isStopped = (pid: number): boolean => look(pid)?.state === 'T';

/** Holds a process up, with its children, those it starts meanwhile included. */
export function hang(root: number): void {
  let before: number[] = [];
  for (;;) {
    const now = withChildren(root);
    const fresh = now.filter((pid) => !before.includes(pid));
    if (fresh.length === 0) return;
    for (const pid of fresh) signal(pid, 'SIGSTOP');
    before = now;
  }
}

export function goOn(root: number): void {
  for (const pid of withChildren(root)) signal(pid, 'SIGCONT');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal.
  }
}
