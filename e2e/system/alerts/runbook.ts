import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..', '..');

interface Rule {
  alert?: string;
  annotations?: { runbook_url: string };
}

const { groups } = parse(
  readFileSync(join(ROOT, 'deploy', 'prometheus', 'alerts.yml'), 'utf8'),
) as { groups: { rules: Rule[] }[] };
const ALERTS = groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert !== undefined);

export const alertNames = ALERTS.map(({ alert }) => alert!);

/**
 * What the runbook of an alert has whoever is called do first: the command or query that comes first in the first step of its
 * diagnosis. Where one page is of several alerts, the first step of each begins with its name.
 */
export function firstStep(alert: string): string {
  const page = ALERTS.find((rule) => rule.alert === alert)!.annotations!.runbook_url;
  const text = readFileSync(join(ROOT, page), 'utf8');
  const diagnosis = text.split('## Diagnosis')[1]!.split('\n## ')[0]!;
  const steps = [...diagnosis.matchAll(/^\d+\. (.*)$/gm)].map(([, step]) => step!);
  const own = steps.find((step) => step.startsWith(`\`${alert}\`:`)) ?? steps[0]!;
  const [command] = [...own.matchAll(/`([^`]+)`/g)]
    .map(([, code]) => code!)
    .filter((code) => !alertNames.includes(code));
  if (!command) throw new Error(`${page} begins with nothing that can be run: ${own}`);
  return command;
}
