import { Injectable } from '@nestjs/common';
import type { ListPartsQuery } from './part.dto.js';

/** A visitor who reads every part once takes no more memory than this: what comes after is not counted until the next look. */
const MOST_TARGETS = 10_000;
const LONGEST_TARGET = 500;

/** What shoppers read since the last look, by how often: what is popular is worth having in the cache before it is asked for. */
@Injectable()
export class ReadCounts {
  private counts = new Map<string, number>();

  add(target: string): void {
    const count = this.counts.get(target);
    if (count !== undefined) this.counts.set(target, count + 1);
    else if (this.counts.size < MOST_TARGETS) this.counts.set(target, 1);
  }

  /** The `most` targets that were read most, and begins anew. */
  take(most: number): [target: string, reads: number][] {
    const taken = [...this.counts];
    this.counts = new Map();
    return taken.sort(([, a], [, b]) => b - a).slice(0, most);
  }
}

export const partTarget = (id: number, game: boolean): string => `${game ? 'game' : 'part'}:${id}`;

/** Null for a list that is not worth warming: a search, which may hold what a person typed, a later page, or few of the fields. */
export function listTarget(query: ListPartsQuery): string | null {
  if (query.q || query.cursor || query.fields) return null;
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const target = `list:${JSON.stringify(Object.fromEntries(asked.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
  return target.length <= LONGEST_TARGET ? target : null;
}
