import { describe, expect, it } from '@jest/globals';
import { tellsAbsenceOf } from './connection-error.js';
import { logger } from './logger.js';
import { OutageLog, outages } from './outage-log.js';

type Line = Record<string, unknown> & { level: string; msg: string };

function written(): { log: ReturnType<typeof logger>; lines: Line[] } {
  const lines: Line[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Line);
  return { log: logger('order', { level: 'info', destination: { write } }), lines };
}

/** An outage log whose time the spec moves. */
function watched() {
  const { log, lines } = written();
  let time = 1_000_000;
  const outage = new OutageLog({ now: () => time });
  return {
    lines,
    pass: (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        time += 1_000;
        outage.look();
      }
    },
    fail: (work: string) => outage.failed('postgres', work, log, () => log.warn({ work }, 'away')),
    answer: () => outage.answered('postgres'),
  };
}

describe('an outage in the log', () => {
  it('is said once when it begins, however much fails because of it', () => {
    const { lines, fail } = watched();
    for (let request = 0; request < 5_000; request += 1) fail('request failed');
    expect(lines).toHaveLength(1);
  });

  it('is said again once a minute, with what has failed so far by kind of work', () => {
    const { lines, fail, pass } = watched();
    for (let second = 0; second < 150; second += 1) {
      fail('request failed');
      fail('a round of background work failed');
      pass(1);
    }
    expect(lines.map(({ msg }) => msg)).toEqual([
      'away',
      'a backing service is still not available',
      'a backing service is still not available',
    ]);
    expect(lines[1]).toMatchObject({
      backing_service: 'postgres',
      lasted_ms: 60_000,
      work: { 'request failed': 60, 'a round of background work failed': 60 },
    });
  });

  it('ends with one line when the service has answered and nothing failed for a while', () => {
    const { lines, fail, pass, answer } = watched();
    fail('request failed');
    pass(10);
    fail('request failed');
    pass(1);
    answer();
    pass(3);
    expect(lines).toHaveLength(1);
    pass(3);
    expect(lines[1]).toMatchObject({
      level: 'info',
      msg: 'a backing service answers again',
      lasted_ms: 11_000,
      failures: 2,
    });
    pass(300);
    expect(lines).toHaveLength(2);
  });

  it('is no new one when a service answers one caller and fails the next', () => {
    const { lines, fail, pass, answer } = watched();
    for (let second = 0; second < 30; second += 1) {
      fail('request failed');
      answer();
      pass(1);
    }
    expect(lines).toHaveLength(1);
  });

  it('lasts while nobody asks, and is over for want of failures when nobody says that it is', () => {
    const { lines, fail, pass } = watched();
    fail('a round of background work failed');
    pass(60);
    expect(lines).toHaveLength(1);
    pass(60);
    expect(lines[1]).toMatchObject({
      msg: 'a backing service is not missed any more',
      failures: 1,
    });
  });
});

describe('a logger', () => {
  const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

  it('writes the first line of an outage whole, and counts what others write of it', () => {
    const { log, lines } = written();
    for (let round = 0; round < 3; round += 1) {
      log.warn(
        { err: tellsAbsenceOf('here', refused()), loop: 'saga' },
        'a round of background work failed',
      );
      log.error({ err: new Error('no', { cause: tellsAbsenceOf('here', refused()) }) }, 'other');
      log.child({}).warn({ away: 'here' }, 'no connection');
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      backing_service: 'here',
      loop: 'saga',
      work: 'a round of background work failed',
    });
    expect(lines[0]).toMatchObject({ err: { message: 'connect ECONNREFUSED' } });
  });

  it('takes a connection error that names no service for the database’s', () => {
    const { log, lines } = written();
    log.error({ err: refused() }, 'request failed');
    expect(lines).toMatchObject([{ backing_service: 'postgres', level: 'error' }]);
    outages.answered('postgres');
  });

  it('writes each defect with its stack, and each line that stands by itself', () => {
    const { log, lines } = written();
    for (let round = 0; round < 3; round += 1) {
      log.error({ err: new TypeError('x is not a function') }, 'request failed');
      log.error({ cause: tellsAbsenceOf('gone', refused()) }, 'a refund is left to staff');
    }
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatchObject({ err: { stack: expect.stringContaining('TypeError') } });
  });
});
