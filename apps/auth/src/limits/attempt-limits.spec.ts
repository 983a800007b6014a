import { describe, expect, it } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { runWithContext } from '@tandem/observability';
import type { AuthConfig } from '../config.js';
import type { SecurityLog } from '../security-log/security-log.js';
import { AttemptLimits } from './attempt-limits.js';

const LIMITED = { code: 'rate_limited', kind: 'limited' };

function limits(nodeEnv: string, settings: Partial<AuthConfig> = {}) {
  const none = { loginFailures: 0, loginFailuresPerAddress: 0, registrationsPerAddress: 0 };
  const config = { nodeEnv, limitWindowSeconds: 900, ...none, ...settings } as AuthConfig;
  const recorded: string[] = [];
  const log = { refused: (type: string) => Promise.resolve(void recorded.push(type)) };
  const pauses: number[] = [];
  const pause = (ms: number) => Promise.resolve(void pauses.push(ms));
  const factory = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterMemory({ keyPrefix, points, duration });
  const attempts = new AttemptLimits(config, factory, log as unknown as SecurityLog, pause);
  return { recorded, pauses, attempts };
}

function from<T>(ip: string, work: () => T): T {
  const actor = { userId: null, ip, userAgent: null };
  return runWithContext({ correlationId: 'correlation', actor }, work);
}

describe('guessing a password', () => {
  it('ends after five failures for that account from that address', async () => {
    const { attempts, recorded } = limits('production');
    const guess = (email: string, ip: string) => from(ip, () => attempts.loggingIn(email));
    for (let i = 0; i < 5; i += 1) await guess('ada@example.com', '192.0.2.1');
    await expect(guess('ada@example.com', '192.0.2.1')).rejects.toMatchObject({
      ...LIMITED,
      extra: { retry_after: 900 },
    });
    expect(recorded).toEqual(['login_limited']);
    await expect(guess('bob@example.com', '192.0.2.1')).resolves.toBeDefined();
    await expect(guess('ada@example.com', '192.0.2.2')).resolves.toBeDefined();
  });

  it('ends for an address that tries many accounts', async () => {
    const { attempts } = limits('production');
    for (let i = 0; i < 50; i += 1)
      await from('192.0.2.1', () => attempts.loggingIn(`${i}@example.com`));
    await expect(
      from('192.0.2.1', () => attempts.loggingIn('51@example.com')),
    ).rejects.toMatchObject(LIMITED);
  });

  it('from many addresses slows the account down, and keeps its owner out from none', async () => {
    const { attempts, pauses } = limits('production');
    for (let i = 0; i < 100; i += 1)
      await from(`198.51.100.${i}`, () => attempts.loggingIn('ada@example.com'));
    expect(pauses).toHaveLength(80);
    const owner = await from('192.0.2.1', () => attempts.loggingIn('ada@example.com'));
    await owner.succeeded();
    pauses.length = 0;
    await from('192.0.2.1', () => attempts.loggingIn('ada@example.com'));
    expect(pauses).toEqual([]);
  });

  it('is not helped by the many addresses of one IPv6 network', async () => {
    const { attempts } = limits('production');
    const guess = (ip: string) => from(ip, () => attempts.loggingIn('ada@example.com'));
    for (let i = 0; i < 5; i += 1) await guess(`2001:db8:0:7::${i}`);
    await expect(guess('2001:db8::7:ffff:0:0:1')).rejects.toMatchObject(LIMITED);
    await guess('2001:db8:0:8::1');
  });

  it('is not helped by guessing at once', async () => {
    const { attempts } = limits('production');
    const all = Array.from({ length: 20 }, () =>
      from('192.0.2.1', () => attempts.loggingIn('ada@example.com')),
    );
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it('starts anew after a successful sign-in', async () => {
    const { attempts } = limits('production');
    for (let i = 0; i < 60; i += 1) {
      const attempt = await from('192.0.2.1', () => attempts.loggingIn('ada@example.com'));
      await attempt.succeeded();
    }
  });

  it('is no way to fill somebody’s mailbox', async () => {
    const { attempts } = limits('production');
    for (let i = 0; i < 3; i += 1) await attempts.askingForConfirmation('ada');
    await expect(attempts.askingForConfirmation('ada')).rejects.toMatchObject(LIMITED);
    await attempts.askingForConfirmation('bob');
  });

  it('is hardly limited in development, and as configured anywhere', async () => {
    const loose = limits('development').attempts;
    for (let i = 0; i < 200; i += 1)
      await from('127.0.0.1', () => loose.loggingIn('ada@example.com'));
    const strict = limits('development', { registrationsPerAddress: 1 }).attempts;
    await from('127.0.0.1', () => strict.registering());
    await expect(from('127.0.0.1', () => strict.registering())).rejects.toMatchObject(LIMITED);
  });
});
