import type { StackHandle } from '@tandem/stack';
import type { Staff } from '../client.js';
import type { Buyer, Marketplace } from '../marketplace.js';
import type { FakeClock } from './clock.js';
import type { SmallDisk } from './disk.js';
import type { Networks } from './networks.js';

export const KINDS = [
  'a service hangs',
  'a backing service hangs',
  'a slow network',
  'calls arrive twice',
  'answers are lost',
  'events arrive twice',
  'a half-open network',
  'connections are exhausted',
  'connections are refused',
  'a service dies at a point',
  'a service stands still at a point',
  'a full disk',
  'a clock jumps',
] as const;

export type Kind = (typeof KINDS)[number];

export interface Fault {
  name: string;
  /** Of each kind at least one is tried. */
  kind: Kind;
  /** PostgreSQL answers nobody meanwhile. */
  mutesDatabase?: true;
  /** Resolves when it is seen to be in effect. */
  begin(): Promise<void>;
  /** Stops it. */
  end(): Promise<void>;
  /** What it began itself, and what is yet to be answered when it has stopped. */
  leftOver?(): Promise<unknown>;
}

export interface Grounds {
  stack: StackHandle;
  staff: Staff;
  market: Marketplace;
  networks: Networks;
  /** Who lives through the story that passes a point, and what they buy; the poor one never has money. */
  witness: { rich: Buyer; poor: Buyer };
  parts: readonly number[];
  /** Absent where this machine can't do it. */
  disk?: SmallDisk | undefined;
  clock?: FakeClock | undefined;
}
