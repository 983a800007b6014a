import { readdirSync, readFileSync } from 'node:fs';
import { BOARDS } from '@tandem/observe';
import { parse } from 'yaml';

const FOLDER = new URL('../../../../deploy/prometheus/', import.meta.url);

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

const read = (file: string): unknown => parse(readFileSync(new URL(file, FOLDER), 'utf8'));

/** The rules of deploy/prometheus. */
export function rules(): Rule[] {
  const { groups } = read('alerts.yml') as { groups: { rules: Rule[] }[] };
  return groups.flatMap((group) => group.rules);
}

/** What rules and dashboards ask of Prometheus. */
export function questions(): string[] {
  const charts = BOARDS.flatMap(({ rows }) => Object.values(rows).flat());
  return [
    ...rules().map(({ expr }) => expr),
    ...charts.flatMap(({ shows }) => Object.values(shows)),
  ];
}

/** The alerts that a test of deploy/prometheus expects to be told of. */
export function testedAlerts(): Set<string> {
  const texts = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.test.yml'))
    .map((file) => JSON.stringify(read(file)));
  const names = texts.flatMap((text) => [
    ...[...text.matchAll(/alertname=\\"(\w+)\\"[^{}]*\}","value":1/g)].map(([, name]) => name!),
    ...[...text.matchAll(/"alertname":"(\w+)","exp_alerts":\[\{/g)].map(([, name]) => name!),
  ]);
  return new Set(names);
}
