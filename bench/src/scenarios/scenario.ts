import type { StackHandle } from '@tandem/stack';
import type pg from 'pg';
import type { Client } from '../client.ts';

/** Where a scenario plays. */
export interface Place {
  stack: StackHandle;
  staffToken: string;
  client: Client;
  database: pg.Pool;
  /** Bounds: so many people at once, for so long. */
  users: number;
  seconds: number;
}

export interface Outcome {
  /** Reported, never judged. */
  figures: { what: string; figure: string; note?: string }[];
  /** Whatever does not hold; the run fails when there is any. */
  wrong: string[];
}

export interface Scenario {
  name: string;
  /** What its people do, and at what rate. */
  does: string;
  /** What must hold in the end. */
  holds: string;
  play(place: Place): Promise<Outcome>;
}

/** So many readings come in a second, in every scenario that has readers: the machine is not to be full of them. */
export const READS_A_SECOND = 60;
