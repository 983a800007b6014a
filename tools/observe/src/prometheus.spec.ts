import { describe, expect, it } from '@jest/globals';
import { impatientRules } from './prometheus.ts';

describe('the rules of tests', () => {
  it.each([
    ['        for: 10m', '        for: 0s'],
    ['expr: max(saga_age_seconds) > 300', 'expr: max(saga_age_seconds) > 10'],
    [
      'expr: max by (schema) (outbox_oldest_age_seconds) > 30',
      'expr: max by (schema) (outbox_oldest_age_seconds) > 1',
    ],
    ['expr: max(backup_age_seconds) > 26 * 3600', 'expr: max(backup_age_seconds) > 26 * 3600'],
    [
      'expr: sum by (consumer) (consumer_lag) > 5000',
      'expr: sum by (consumer) (consumer_lag) > 5000',
    ],
  ])('of %s make %s', (rule, impatient) => {
    expect(impatientRules(rule)).toBe(impatient);
  });
});
