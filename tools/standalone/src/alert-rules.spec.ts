import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { rules, testedAlerts } from './testing/alert-rules.ts';

const ROOT = new URL('../../../', import.meta.url);
const alerts = rules().filter(({ alert }) => alert !== undefined);

describe('the alerts', () => {
  it('are at least twelve, and each has a test in which it is told of', () => {
    expect(alerts.length).toBeGreaterThanOrEqual(12);
    const tested = testedAlerts();
    expect(alerts.map(({ alert }) => alert).filter((name) => !tested.has(name!))).toEqual([]);
  });

  it.each(alerts.map((rule) => [rule.alert!, rule] as const))(
    '%s says how bad it is, what it is, and what to do',
    (name, { labels, annotations = {} }) => {
      expect(labels?.['severity']).toMatch(/^(critical|warning)$/);
      expect(annotations['summary']).toMatch(/\S{3}.*\.$/);
      const page = annotations['runbook_url']!;
      expect(page).toMatch(/^docs\/runbooks\/[a-z-]+\.md$/);
      expect(existsSync(new URL(page, ROOT))).toBe(true);
      const text = readFileSync(new URL(page, ROOT), 'utf8');
      expect(text).toContain(`\`${name}\``);
      const heads = [...text.matchAll(/^## (.*)$/gm)].map(([, head]) => head);
      expect(heads).toEqual(['Meaning', 'Impact', 'Diagnosis', 'Mitigation']);
      for (const link of text.matchAll(/\]\(([^)#]+)/g))
        expect(existsSync(new URL(link[1]!, new URL(page, ROOT)))).toBe(true);
    },
  );
});
