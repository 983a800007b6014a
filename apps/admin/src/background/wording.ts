import type { JobState, ServiceName } from './types';

export interface Look {
  text: string;
  color?: 'success' | 'warning' | 'error' | 'info';
}

export const STATES: Readonly<Record<JobState, Look>> = {
  given_up: { text: 'Given up', color: 'error' },
  retrying: { text: 'Failed, will retry', color: 'warning' },
  running: { text: 'Running', color: 'info' },
  waiting: { text: 'Waiting' },
};

/** What became of a message that a service gave up on. */
export const RESOLUTIONS = {
  open: { text: 'Open', color: 'error' },
  handled: { text: 'Handled', color: 'success' },
  discarded: { text: 'Discarded' },
} as const satisfies Record<string, Look>;

/** JSON as people read it; what is none stays as it is. */
export function readableJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export const SERVICES: Readonly<Record<ServiceName, string>> = {
  auth: 'Accounts',
  catalog: 'Catalogue',
  inventory: 'Inventory',
  order: 'Orders',
  'sync-gateway': 'Payments',
  'realtime-gateway': 'Live updates',
  watcher: 'Watcher of pages',
  operations: 'Audit and checks',
};

/** A service as staff call it. */
export const serviceName = (service: string): string => SERVICES[service as ServiceName] ?? service;

const ERRORS: Readonly<Record<string, string>> = {
  unavailable: 'A service did not answer.',
  UnparsableMessage: 'The message could not be read.',
  TypeError: 'The program has an error.',
  RangeError: 'The program has an error.',
  QueryFailedError: 'The database refused the change.',
  TimeoutError: 'It took too long.',
};

/** What went wrong: in plain English where the error's name is known, and always as the service wrote it. */
export function whatWentWrong(error: string | null): { plain: string; exact: string | null } {
  if (!error) return { plain: '–', exact: null };
  const [, name = '', sentence] = /^(\w+)(?:: (.+))?$/s.exec(error) ?? [];
  // A refusal is a code and a sentence for people; any other error has a class and a message for programmers.
  const plain = ERRORS[name] ?? (/^[a-z]+(_[a-z0-9]+)*$/.test(name) ? sentence : undefined);
  return plain ? { plain, exact: error } : { plain: error, exact: null };
}

/** "Orders and Payments did not answer. …": what is missing from the list, and why. */
export function missingText(unavailable: readonly string[], what: string): string {
  const names = new Intl.ListFormat('en').format(unavailable.map(serviceName));
  return `${names} did not answer. Their ${what} are missing from this list.`;
}

/** "1 message", "3 messages". */
export const manyText = (n: number, one: string, many: string): string =>
  `${n} ${n === 1 ? one : many}`;

/** What became of several: how many went well, and what the first of the others failed with. */
export function outcomeText(
  what: string,
  of: number,
  failures: readonly string[],
  one: string,
  many: string,
): string {
  const well = of - failures.length;
  const done = `${manyText(well, one, many)} ${well === 1 ? 'was' : 'were'} ${what}.`;
  return failures.length ? `${done} ${failures.length} failed: ${failures[0]}` : done;
}

/** "Given up: 2 · Waiting: 14": how many there are of each, whatever the page shows. */
export function countsText(counts: readonly { state: JobState; jobs: number }[]): string {
  return Object.entries(STATES)
    .map(([state, { text }]) => {
      const jobs = counts.reduce((sum, count) => sum + (count.state === state ? count.jobs : 0), 0);
      return jobs ? `${text}: ${jobs}` : '';
    })
    .filter(Boolean)
    .join(' · ');
}
