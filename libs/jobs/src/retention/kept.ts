import { settingsOf } from '@tandem/config';

/** How long something is kept, and by which setting; without one by nobody's choice. */
export interface KeptFor {
  seconds: number;
  setting?: string;
}

/** How many are kept, and by which setting. */
export interface KeptCount {
  count: number;
  setting: string;
}

/** What a table of the service keeps. Its rows go, the oldest first, once their time is over. */
export interface Kept {
  table: string;
  /** SQL over a row: since when its time runs; null: it does not run yet. The table has an index of it, or is small. */
  since: string;
  for: KeptFor;
  /** SQL over a row: whether it may go at all. Default: each may. */
  where?: string;
  /** However young they are: of the rows that may go, only the newest so many stay. */
  most?: number;
  /** However old they are: of each of these, the newest so many stay. `remove` sees to it. */
  atLeast?: KeptCount & { of: string };
  /** Rows are added and never changed: the service has no right to lock them first. */
  onlyAdded?: boolean;
  /** Rows of one statement; fewer where each takes many others with it. Default 1,000. */
  atOnce?: number;
  /**
   * Removes at most `atOnce` of them where a plain `delete` would not do.
   * @returns how many are gone; fewer than `atOnce`: there are no more.
   */
  remove?: (seconds: number, atOnce: number) => Promise<number>;
  /** SQL of the seconds by which the oldest may be overdue, where other rows are older and stay. Default: by `since`. */
  overdue?: string;
}

const SECONDS = { MINUTES: 60, HOURS: 3_600, DAYS: 86_400 } as const;

/**
 * What a setting says.
 * @throws Error when the name of its variable does not end in a unit of time.
 */
export function keptFor<C extends object>(config: C, property: keyof C & string): KeptFor {
  const setting = variableOf(config, property);
  const unit = /_(MINUTES|HOURS|DAYS)$/.exec(setting)?.[1] as keyof typeof SECONDS | undefined;
  if (unit === undefined) throw new Error(`${setting} does not say how long something is kept`);
  return { seconds: Number(config[property]) * SECONDS[unit], setting };
}

/** What a setting says. */
export function keptCount<C extends object>(config: C, property: keyof C & string): KeptCount {
  return { count: Number(config[property]), setting: variableOf(config, property) };
}

function variableOf<C extends object>(config: C, property: keyof C & string): string {
  const settings = settingsOf(config.constructor as new () => object);
  return settings.find((one) => one.property === property)?.env ?? property;
}
