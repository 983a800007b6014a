import type { Filter } from '../table/filters';
import type { Asked } from '../table/use-list';
import type { ServiceName } from './types';
import { SERVICES, type Look } from './wording';

/** What a row says, whichever kind of work it is. */
export interface Told {
  title: string;
  /** Beneath the title: what it is about. */
  subject: string | null;
  /** Who does it, or sent it, in words. */
  service: string;
  state?: Look;
  error: string | null;
  /** How often it was tried, or came. */
  attempts: number;
  at: string;
  /** What the button says; nothing can be done about what runs. */
  action?: 'Retry' | 'Run now' | 'Replay';
  /** For who looks into it: name and value, in order. */
  details: [string, string | null][];
  /** Of what it came of. */
  traceId?: string | null;
  /** Nobody has dealt with it, so it can be said that nobody will. */
  open?: boolean;
}

export interface WorkPage<T> {
  items: T[];
  next_cursor: string | null;
  /** Services that did not answer, where several are asked. */
  unavailable?: string[];
}

export interface WorkFilters {
  service?: ServiceName;
}

/** A kind of work that goes on in the background: where it is listed, and how one of it is done after all, or again. */
export interface Work<T, F extends object, P extends WorkPage<T>> {
  /** "job" and "jobs": in sentences. */
  one: string;
  many: string;
  key: string;
  filters: readonly Filter[];
  columns: { title: string; key: string; width?: string }[];
  none: { title: string; text: string };
  told: (item: T) => Told;
  ask: (asked: Asked<F>, signal: AbortSignal) => Promise<P>;
  /** The permission that it takes. */
  retryNeeds: string;
  /** Answers what became of it, in words. */
  retry: (item: T) => Promise<string>;
  /** Says that nobody will do it, and why; where that is possible, several can be selected. */
  discard?: (item: T, reason: string) => Promise<unknown>;
  total?: (page: P) => string;
}

export const BY_SERVICE: Filter = {
  kind: 'choice',
  name: 'service',
  label: 'Service',
  choices: Object.entries(SERVICES).map(([value, title]) => ({ value, title })),
};
