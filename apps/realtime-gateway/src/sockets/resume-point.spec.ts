import { describe, expect, it } from '@jest/globals';
import { ResumePoint } from './resume-point.js';

const ID = '0190a7a0-0000-7000-8000-000000000001';

describe('where a returning page left off', () => {
  it.each([undefined, null, ''])('is nowhere on a first visit (%p)', async (id) => {
    expect(await new ResumePoint(id, async () => 5, 100).at(0)).toBe('none');
  });

  it.each(['nonsense', 42, {}, "' or 1=1 --", `${ID}x`])(
    'is lost for a malformed id (%p)',
    async (id) => {
      expect(await new ResumePoint(id, async () => 5, 100).at(0)).toBe('lost');
    },
  );

  it('is lost when the log no longer holds it', async () => {
    expect(await new ResumePoint(ID, async () => null, 100).at(0)).toBe('lost');
  });

  it('is looked up once, however many subscriptions need it', async () => {
    let asked = 0;
    const point = new ResumePoint(ID, async () => (asked += 1), 100);
    await Promise.all([point.at(0), point.at(0)]);
    expect(await point.at(1)).toEqual({ eventId: ID, position: 1 });
  });

  it('is asked for again after the database failed', async () => {
    let asked = 0;
    const point = new ResumePoint(
      ID,
      async () => {
        asked += 1;
        if (asked === 1) throw new Error('away');
        return 5;
      },
      100,
    );
    await expect(point.at(0)).rejects.toThrow('away');
    expect(await point.at(0)).toMatchObject({ position: 5 });
  });

  it('is over some time after connecting: later subscriptions are new pages', async () => {
    const point = new ResumePoint(ID, async () => 5, 100);
    expect([point.isOver(100), point.isOver(101)]).toEqual([false, true]);
    expect(await point.at(101)).toBe('none');
  });
});
