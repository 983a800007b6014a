import type { AsyncApiDocument } from './asyncapi.js';

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/**
 * What would break a consumer of the old document that meets events of the new one. A type may
 * gain optional fields, since consumers read tolerantly; it may not lose or retype a field, promise
 * less, or let in values that were excluded, and a field that becomes required would refuse what is
 * already on Kafka. Such a change needs a new type, e.g. `stock.updated.v2`, beside the old one.
 */
export function incompatibilities(before: AsyncApiDocument, after: AsyncApiDocument): string[] {
  const problems: string[] = [];
  for (const [topic, channel] of Object.entries(before.channels)) {
    for (const type of Object.keys(channel.messages)) {
      if (!after.channels[topic]?.messages[type]) problems.push(`${type} is gone from ${topic}`);
    }
  }
  for (const [type, schema] of Object.entries(before.components.schemas)) {
    const now = after.components.schemas[type];
    if (now) compare(schema as Schema, now as Schema, type, problems);
  }
  return problems;
}

function compare(before: Schema, after: Schema, path: string, problems: string[]): void {
  const kinds = (schema: Schema) => [schema.type ?? []].flat().sort().join('|');
  if (kinds(before) !== kinds(after)) {
    problems.push(`${path}: ${kinds(before) || 'any'} became ${kinds(after) || 'any'}`);
    return;
  }
  for (const rule of ['format', 'pattern', 'const', 'minimum'] as const) {
    if (before[rule] !== undefined && before[rule] !== after[rule]) {
      problems.push(`${path}: ${rule} ${String(before[rule])} became ${String(after[rule])}`);
    }
  }
  compareEnums(before, after, path, problems);
  compareFields(before, after, path, problems);
  if (before.items) compare(before.items, after.items ?? {}, `${path}[]`, problems);
  if (JSON.stringify(before.anyOf) !== JSON.stringify(after.anyOf) && before.anyOf) {
    compareChoices(before.anyOf, after.anyOf ?? [], path, problems);
  }
}

function compareEnums(before: Schema, after: Schema, path: string, problems: string[]): void {
  if (!before.enum) return;
  const added = after.enum?.filter((value) => !before.enum!.includes(value)) ?? ['anything'];
  if (added.length > 0) problems.push(`${path}: new values ${added.join(', ')}`);
}

function compareFields(before: Schema, after: Schema, path: string, problems: string[]): void {
  for (const [name, field] of Object.entries(before.properties ?? {})) {
    const now = after.properties?.[name];
    if (now) compare(field, now, `${path}.${name}`, problems);
    else problems.push(`${path}.${name} is gone`);
  }
  for (const name of before.required ?? []) {
    if (after.properties?.[name] && !after.required?.includes(name)) {
      problems.push(`${path}.${name} is no longer promised`);
    }
  }
  for (const name of after.required ?? []) {
    if (!before.required?.includes(name)) problems.push(`${path}.${name} became required`);
  }
}

function compareChoices(before: Schema[], after: Schema[], path: string, problems: string[]): void {
  if (before.length !== after.length) {
    problems.push(`${path}: ${before.length} choices became ${after.length}`);
    return;
  }
  before.forEach((choice, i) => compare(choice, after[i]!, `${path}(${i})`, problems));
}
