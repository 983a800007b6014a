import { describe, expect, it } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { runWithContext } from '@tandem/observability';
import type { AuthConfig } from '../auth-config.js';
import type { SecurityLog } from '../security-log/security-log.js';
import { AttemptLimits } from './attempt-limits.js';

const LIMITED = { code: 'rate_limited', status: 429 };

function limits(nodeEnv: string, settings: Partial<AuthConfig> = {}) {
  const none = { loginFailures: 0, loginFailuresPerAddress: 0, registrationsPerAddress: 0 };
  const config = { nodeEnv, limitWindowSeconds: 900, ...none, ...settings } as AuthConfig;
  const recorded: string[] = [];
  const log = { record: ({ type }: { type: string }) => Promise.resolve(void recorded.push(type)) };
  const factory = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterMemory({ keyPrefix, points, duration });
  return { recorded, attempts: new AttemptLimits(config, factory, log as unknown as SecurityLog) };
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
