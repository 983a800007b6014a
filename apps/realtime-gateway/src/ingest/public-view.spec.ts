import { describe, expect, it } from '@jest/globals';
import { ALL_EVENTS } from '@tandem/contracts';
import { PUBLIC_FIELDS, publicView } from './public-view.js';

const PUBLIC = { wasPublic: true, isPublic: true };
const STAFF_ONLY = [
  'reserved_quantity',
  'min_stock_level',
  'reason',
  'changed_by',
  'last_updated_by',
  'cost',
  'supplier',
  'status',
  'order_id',
  'rolled_back_to',
];

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
}

/** A value with every field the schema knows, and some it should never have had. */
function everything(schema: Schema): unknown {
  if (schema.anyOf) return everything(schema.anyOf[0]!);
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'array') return [everything(schema.items!)];
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  if (type !== 'object') return 'text';
  const value: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, everything(inner)]),
  );
  for (const name of STAFF_ONLY) value[name] ??= 'secret';
  return value;
}

function fieldNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldNames);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldNames(inner)]);
}

describe('what shoppers see of an event', () => {
  it.each(ALL_EVENTS.map((event) => [event.type, event.schema as Schema] as const))(
    'holds nothing for staff only: %s',
    (type, schema) => {
      const view = publicView(type, everything(schema) as Record<string, unknown>, PUBLIC);
      const names = fieldNames(view?.data ?? {});
      expect(names.filter((name) => STAFF_ONLY.includes(name))).toEqual([]);
    },
  );

  it('is nothing at all for an event that is not on the list', () => {
    for (const type of ['reservation.created', 'user.role_changed', 'something.new']) {
      expect(publicView(type, { part_id: 1, version: 1 }, PUBLIC)).toBeNull();
    }
    expect(Object.keys(PUBLIC_FIELDS)).not.toContain('user.updated');
  });

  it('keeps everything a part page shows', () => {
    const event = ALL_EVENTS.find(({ type }) => type === 'content.updated')!;
    const data = everything(event.schema as Schema) as Record<string, unknown>;
    const view = publicView('content.updated', data, PUBLIC)!;
    const known = (event.schema as Schema).properties!['part']!;
    expect(Object.keys(view.data['part'] as object).sort()).toEqual(
      Object.keys(known.properties!).sort(),
    );
  });

  it('names only public fields as changed', () => {
    const data = { part_id: 1, version: 2, changed: ['price', 'status', 'cost'], part: {} };
    expect(publicView('content.updated', data, PUBLIC)?.data['changed']).toEqual(['price']);
  });

  it('tells once that a part has been withdrawn, and none of what staff do to it then', () => {
    const data = { part_id: 1, version: 2, sku: 'A-1', kind: 'physical', part: { id: 1 } };
    const withdrawn = publicView('content.updated', data, { wasPublic: true, isPublic: false });
    expect(withdrawn).toEqual({
      type: 'part.deleted',
      data: { part_id: 1, version: 2, sku: 'A-1', kind: 'physical' },
    });
    const draft = { wasPublic: false, isPublic: false };
    expect(publicView('content.updated', data, draft)).toBeNull();
    expect(publicView('stock.updated', data, draft)).toBeNull();
  });

  it('drops fields of a wrong shape instead of passing them on', () => {
    const part = { images: { cost: 1 }, specifications: 'x', price: 'secret' };
    const view = publicView('images.updated', { part_id: 1, version: 1, part }, PUBLIC)!;
    expect(view.data['part']).toEqual({ images: [], specifications: [], price: null });
  });
});
