import { expect } from '@playwright/test';
import { apiOf } from './sessions';

export interface PartOnShelf {
  id: number;
  sku: string;
  part_name: string;
  version: number;
  stock: { available_stock: number; current_stock: number };
}

/** A category of the seeds, which no journey touches. */
let category: Promise<string | number> | undefined;

async function firstCategory(): Promise<string | number> {
  const api = await apiOf('admin@tandem.test');
  const { items } = (await (await api.get('/api/v1/categories')).json()) as {
    items: { id: string | number }[];
  };
  return items[0]!.id;
}

/** A part for one journey alone: journeys run side by side and must not meet. */
export async function createPart(
  name: string,
  stock = 12,
  kind: 'physical' | 'game' = 'physical',
): Promise<PartOnShelf> {
  const api = await apiOf('admin@tandem.test');
  const created = await api.post('/api/v1/admin/parts', {
    data: {
      kind,
      sku: `E2E-${Date.now()}-${100_000 + Math.floor(Math.random() * 900_000)}`,
      part_name: name,
      description: '<p>Made for a journey.</p>',
      category_id: await (category ??= firstCategory()),
      price: { amount: '19.99', currency: 'EUR' },
      specifications: [{ name: 'Weight', value: '120', unit: 'g' }],
      status: 'active',
    },
  });
  expect(created.status(), await created.text()).toBe(201);
  const part = (await created.json()) as PartOnShelf;
  const put = await api.put(`/api/v1/admin/parts/${part.id}/stock`, {
    data: { current_stock: stock, min_stock_level: 2 },
  });
  expect(put.status(), await put.text()).toBe(200);
  return part;
}
