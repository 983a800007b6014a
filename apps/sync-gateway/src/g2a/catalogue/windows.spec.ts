import { describe, expect, it } from '@jest/globals';
import {
  BEGINNING,
  MOST_CUTS,
  askedAt,
  lookAt,
  stepFrom,
  windowText,
  type Window,
  type WindowPlace,
} from './windows.js';
import { PAGE_SIZE } from '../client/g2a-client.js';

const MOST_ROWS = 10_000;
const NOW = Date.UTC(2026, 5, 1) / 1_000;
const ALL: Window = { from: BEGINNING, to: null };

interface Row {
  at: number;
  cents: number;
}

const lies = ({ from, to, minCents, maxCents }: Window, { at, cents }: Row): boolean =>
  at >= from && at <= (to ?? at) && cents >= (minCents ?? 0) && cents <= (maxCents ?? cents);

/** Looks at windows until nothing is left to cut. */
function cutUp(totalOf: (window: Window) => number) {
  const open: Window[] = [ALL];
  const read: { window: Window; isCutOff: boolean }[] = [];
  let [cuts, looks] = [0, 0];
  while (open.length > 0 && cuts <= MOST_CUTS) {
    const window = open.pop()!;
    const seen = { total: totalOf(window), mostRows: MOST_ROWS, cuts, now: NOW };
    const look = lookAt(window, seen);
    looks += 1;
    cuts = look.cuts;
    if (look.parts) open.push(...look.parts);
    else read.push({ window, isCutOff: look.isCutOff });
  }
  return { read, cuts, looks };
}

const cutUpRows = (rows: readonly Row[]) => {
  const { read, looks } = cutUp((window) => rows.filter((row) => lies(window, row)).length);
  return { read, looks, metBy: (row: Row) => read.filter(({ window }) => lies(window, row)) };
};

describe('windows of the catalogue', () => {
  it('are not cut when they have fewer rows than G2A gives away', () => {
    const seen = { total: MOST_ROWS - 1, mostRows: MOST_ROWS, cuts: 3, now: NOW };
    expect(lookAt(ALL, seen)).toEqual({ parts: null, isCutOff: false, cuts: 3 });
  });

  it('are cut until each is small enough, and each row lies in one of them', () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => ({
      // Two thirds have changed in one second, some in the seconds that are still going on.
      at: n % 3 === 0 ? NOW - 20_000 + n : NOW - 500,
      cents: (n * 7) % 6_000,
    }));
    const { read, looks, metBy } = cutUpRows(rows);
    expect(read.filter(({ isCutOff }) => isCutOff)).toEqual([]);
    for (let n = 0; n < rows.length; n += 50) expect(metBy(rows[n]!)).toHaveLength(1);
    expect(looks).toBeLessThan(200);
  });

  it('of one second and one price are cut off, and the others are not', () => {
    const row = { at: NOW - 500, cents: 499 };
    const rows = Array.from({ length: 15_000 }, (_, n) =>
      n < 12_000 ? row : { ...row, cents: n },
    );
    const { read, metBy } = cutUpRows(rows);
    const cutOff = read.filter(({ isCutOff }) => isCutOff);
    expect(cutOff.map(({ window }) => windowText(window))).toEqual([
      'changed at 2026-05-31 23:51:40 UTC, price 4.99 EUR',
    ]);
    expect(metBy(row)).toHaveLength(1);
    expect(metBy(rows[14_999]!)).toHaveLength(1);
  });

  it('end when all of them are said to be full', () => {
    const { read, cuts, looks } = cutUp(() => MOST_ROWS);
    expect(cuts).toBeGreaterThan(MOST_CUTS);
    expect(looks).toBeLessThanOrEqual(MOST_CUTS);
    // All pages are read of each.
    expect(read.length).toBeLessThan(25);
  });

  it('are read from the last page to the first, which is asked for twice, and counted once', () => {
    const other: Window = { from: NOW, to: null };
    let place: WindowPlace = { windows: [other, ALL], page: null, cuts: 0 };
    const asked: [Window, number, boolean][] = [];
    while (place.windows.length > 0) {
      const { window, number } = askedAt(place);
      const total = window === ALL ? 2.5 * PAGE_SIZE : 7;
      const rows = Math.min(PAGE_SIZE, total - (number - 1) * PAGE_SIZE);
      const step = stepFrom(place, { total, rows, mostRows: MOST_ROWS, now: NOW });
      asked.push([window, number, step.isTaken]);
      place = step.next;
    }
    expect(asked).toEqual([
      [ALL, 1, false],
      [ALL, 3, true],
      [ALL, 2, true],
      [ALL, 1, true],
      [other, 1, true],
    ]);
  });
});
