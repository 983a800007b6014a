import { describe, expect, it } from '@jest/globals';
import { TRANSITIONS, type Happening, type Standing } from './live-machine';

/** From the first attempt on: what happens, where it leads to, and what is done about it. */
const WALKS = [
  `looked connecting fetch, online connecting connectAnew, renewed connecting connectAnew,
   connected catchingUp subscribe, caughtUp live remember, closed closed end`,
  `lost reconnecting, looked reconnecting fetch, online reconnecting connectAnew, renewed reconnecting connectAnew,
   connected catchingUp subscribe, lost reconnecting, connected catchingUp subscribe, caughtUp live remember,
   lost reconnecting, closed closed end`,
  `refused refused connectLater, looked refused fetch, rested reconnecting connect, refused refused connectLater,
   online reconnecting connectAnew, connected catchingUp subscribe, cut refused connectSoon,
   renewed reconnecting connectAnew, connected catchingUp subscribe, renewed reconnecting connectAnew,
   connected catchingUp subscribe, caughtUp live remember, cut refused connectSoon, closed closed end`,
  `connected catchingUp subscribe, caughtUp live remember, renewed reconnecting connectAnew,
   connected catchingUp subscribe, closed closed end`,
  'closed closed end',
].map((walk) => walk.split(',').map((step) => step.trim().split(' ')));

describe('the live connection', () => {
  const walked = new Set<string>();

  it.each(WALKS)('goes where it should: %s …', (...walk) => {
    let standing: Standing = 'connecting';
    for (const [what, ...expected] of walk) {
      walked.add(`${standing} ${what}`);
      expect(TRANSITIONS[standing][what as Happening]).toEqual(expected);
      standing = expected[0] as Standing;
    }
  });

  it('knows no other way, and none out of its end', () => {
    const all = Object.entries(TRANSITIONS).flatMap(([from, row]) =>
      Object.keys(row).map((what) => `${from} ${what}`),
    );
    expect(all.toSorted()).toEqual([...walked].toSorted());
    expect(TRANSITIONS.closed).toEqual({});
  });
});
