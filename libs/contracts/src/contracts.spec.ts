import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { asyncApiOf } from './asyncapi.js';
import { ALL_EVENTS, TOPICS, dlqOf, eventByType, newTopic, schemaIdOf } from './catalogue.js';
import { incompatibilities } from './compatibility.js';
import type { EventDefinition } from './define-event.js';
import { StockUpdated } from './events/stock-updated.js';
import { publicStock } from './http.js';
import { readingProblems, validateEvent } from './validate.js';

const stock = {
  part_id: 7,
  version: 3,
  current_stock: 5,
  available_stock: 4,
  is_in_stock: true,
  is_low_stock: false,
  updated_at: '2026-01-01T00:00:00.000Z',
  reason: 'set',
  reserved_quantity: 1,
  min_stock_level: 2,
};

interface LooseSchema {
  required: string[];
  properties: Record<string, Record<string, unknown>>;
}

/** The document as it would be with a changed stock.updated. */
function afterChanging(change: (schema: LooseSchema) => void) {
  const schema = structuredClone(StockUpdated.schema) as LooseSchema;
  change(schema);
  const changed: EventDefinition = { ...StockUpdated, schema };
  return asyncApiOf(ALL_EVENTS.map((event) => (event === StockUpdated ? changed : event)));
}
const now = asyncApiOf(ALL_EVENTS);
const problemsAfter = (change: (schema: LooseSchema) => void) =>
  incompatibilities(now, afterChanging(change));

describe('the events of the platform', () => {
  it('have types of their own, known topics and a version in their data', () => {
    expect(new Set(ALL_EVENTS.map((event) => event.type)).size).toBe(ALL_EVENTS.length);
    for (const event of ALL_EVENTS) {
      expect(Object.values(TOPICS)).toContain(event.topic);
      const { required } = event.schema as { required: string[] };
      expect(required).toEqual(expect.arrayContaining(['version', event.aggregateKey]));
      expect(eventByType(event.type)).toBe(event);
    }
  });

  it('are refused with the path of what does not fit, never its value', () => {
    expect(validateEvent(StockUpdated, stock)).toBe(stock);
    const secret = { ...stock, current_stock: 'hunter2', cost: 1 };
    expect(() => validateEvent(StockUpdated, secret)).toThrow(/\/current_stock must be integer/);
    expect(() => validateEvent(StockUpdated, secret)).toThrow(/additional properties \(cost\)/);
    expect(() => validateEvent(StockUpdated, secret)).not.toThrow(/hunter2/);
  });

  it('can be read when a newer producer says more, not when it says something else', () => {
    expect(readingProblems(StockUpdated, { ...stock, shelf: 'B7' })).toEqual([]);
    expect(readingProblems(StockUpdated, { ...stock, version: 'three' })).toHaveLength(1);
  });
});

describe('the document for consumers', () => {
  it('describes every topic with its messages, and its dead letters', () => {
    for (const topic of Object.values(TOPICS)) {
      expect(Object.keys(now.channels[topic]!.messages).length).toBeGreaterThan(0);
      expect(now.channels[dlqOf(topic)]).toBeDefined();
    }
    expect(Object.keys(now.components.schemas)).toHaveLength(ALL_EVENTS.length);
  });

  it('says who sends, and on which topics as they are made', () => {
    const operations = Object.values(now.operations);
    expect(operations).toHaveLength(2 * Object.values(TOPICS).length);
    expect(new Set(operations.map(({ action }) => action))).toEqual(new Set(['send']));
    for (const [topic, { bindings }] of Object.entries(now.channels)) {
      const { numPartitions, configEntries } = newTopic(topic);
      expect(configEntries).toEqual([
        { name: 'cleanup.policy', value: 'delete' },
        { name: 'retention.ms', value: '604800000' },
      ]);
      expect(bindings.kafka).toMatchObject({
        topic,
        partitions: numPartitions,
        topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': 7 * 86_400_000 },
      });
    }
    for (const { bindings } of Object.values(now.components.messages)) {
      expect(bindings.kafka).toHaveProperty('key');
    }
  });

  it('has a schema for each ce_dataschema, open for fields that come later', () => {
    const ajv = new Ajv({ allowUnionTypes: true });
    formats.default(ajv);
    ajv.addSchema(Object.values(now.components.schemas));
    const later = { ...stock, shelf: 'B7' };
    expect(ajv.validate(schemaIdOf('stock.updated'), later)).toBe(true);
    for (const { type } of ALL_EVENTS) {
      expect(ajv.getSchema(schemaIdOf(type))).toBeDefined();
    }
    expect(JSON.stringify(now)).not.toContain('"additionalProperties":false');
  });

  it('has no reference that leads nowhere', () => {
    const references = JSON.stringify(now).matchAll(/"\$ref":"#\/([^"]+)"/g);
    for (const [, path] of references) {
      const found = path!.split('/').reduce<unknown>((node, name) => (node as never)?.[name], now);
      expect([path, typeof found]).toEqual([path, 'object']);
    }
  });
});

describe('a change of a contract', () => {
  it('may add an optional field or a type', () => {
    expect(problemsAfter((s) => void (s.properties['shelf'] = { type: 'string' }))).toEqual([]);
    expect(incompatibilities(asyncApiOf(ALL_EVENTS.slice(1)), now)).toEqual([]);
  });

  it.each<[string, (schema: LooseSchema) => void]>([
    ['stock.updated.reason is gone', (s) => void delete s.properties['reason']],
    [
      'stock.updated.reason: string became integer',
      (s) => void (s.properties['reason'] = { type: 'integer' }),
    ],
    [
      'stock.updated.reason is no longer promised',
      (s) => void s.required.splice(s.required.indexOf('reason'), 1),
    ],
    ['stock.updated.changed_by became required', (s) => void s.required.push('changed_by')],
    [
      'stock.updated.updated_at: format date-time became date',
      (s) => void (s.properties['updated_at']!['format'] = 'date'),
    ],
    [
      'stock.updated.current_stock: minimum 0 became -1',
      (s) => void (s.properties['current_stock']!['minimum'] = -1),
    ],
  ])('is refused when %s', (problem, change) => {
    expect(problemsAfter(change)).toContain(problem);
  });

  it('is refused when a type disappears', () => {
    const without = asyncApiOf(ALL_EVENTS.filter((event) => event !== StockUpdated));
    expect(incompatibilities(now, without)).toEqual([
      'stock.updated is gone from tandem.inventory.stock',
    ]);
  });

  it('is refused when a value appears that nobody expects', () => {
    const [before, after] = [
      ['physical', 'game'],
      ['physical', 'game', 'service'],
    ].map((kinds) => afterChanging((s) => void (s.properties['kind'] = { enum: kinds })));
    expect(incompatibilities(before!, after!)).toEqual(['stock.updated.kind: new values service']);
  });
});

describe('public stock', () => {
  it('is the same bytes whoever reads the row', () => {
    const row = { ...stock, updated_at: new Date('2026-01-01T00:00:00.000Z') };
    expect(JSON.stringify(publicStock(row))).toBe(JSON.stringify(publicStock(stock)));
    expect(publicStock(row)).not.toHaveProperty('reserved_quantity');
  });
});
