import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './load.js';
import { ServiceConfig } from './service-config.js';
import { IsServiceKeyOf, servicePublicEntry } from './service-keys.js';
import { Setting } from './setting.js';

class CallerConfig extends ServiceConfig {
  @Setting({ env: 'ORDER_SERVICE_KEY', doc: 'Key.', secret: true })
  @IsServiceKeyOf('order')
  serviceKey!: string;
}

const newKey = (): string =>
  generateKeyPairSync('ed25519')
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .toString('base64');
const key = newKey();
const entry = servicePublicEntry('order', key);

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(CallerConfig, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the keys of a service that calls others', () => {
  it('are its private one and the public ones of all, its own among them', () => {
    expect(problemsOf({ ORDER_SERVICE_KEY: key, TANDEM_SERVICE_KEYS: entry })).toEqual([]);
  });

  it('may be two for a while, so that one can be replaced', () => {
    const old = servicePublicEntry('order', newKey());
    expect(problemsOf({ ORDER_SERVICE_KEY: key, TANDEM_SERVICE_KEYS: `${old},${entry}` })).toEqual(
      [],
    );
  });

  it('belong together: else each call would be refused', () => {
    for (const others of [servicePublicEntry('order', newKey()), entry.replace('order', 'auth')]) {
      const problems = problemsOf({ ORDER_SERVICE_KEY: key, TANDEM_SERVICE_KEYS: others });
      expect(problems).toEqual([
        'ORDER_SERVICE_KEY is not the private half of a key that TANDEM_SERVICE_KEYS has for order',
      ]);
    }
  });

  it.each([
    'hunter2-hunter2-hunter2-hunter2-hunter2',
    generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ format: 'der', type: 'pkcs8' })
      .toString('base64'),
  ])('are refused when the private one is something else, and it is not shown', (wrong) => {
    const problems = problemsOf({ ORDER_SERVICE_KEY: wrong, TANDEM_SERVICE_KEYS: entry });
    expect(problems).toEqual([
      'ORDER_SERVICE_KEY must be an Ed25519 private key, PKCS #8 DER in base64',
    ]);
  });

  it.each([',', 'order', 'order=', `order=${'x'.repeat(42)}`, `Order=${'x'.repeat(43)}`])(
    'are refused as %j',
    (wrong) => {
      expect(problemsOf({ ORDER_SERVICE_KEY: key, TANDEM_SERVICE_KEYS: wrong }).join()).toContain(
        'TANDEM_SERVICE_KEYS must be service=key by comma',
      );
    },
  );
});
