import type { Invoice } from './invoice.js';

export function anInvoice(changes: Partial<Invoice> = {}): Invoice {
  return {
    number: 'INV-001042',
    orderNumber: 1042,
    currency: 'EUR',
    paidAt: new Date('2026-01-15T10:00:00Z'),
    timeZone: 'UTC',
    paymentMethod: 'g2a_pay',
    seller: {
      name: 'Tandem Trading GmbH',
      address: ['Beispielstraße 7', '10115 Berlin', 'Germany'],
      vatId: 'DE123456789',
    },
    buyer: { name: 'Ada Lovelace', email: 'ada@example.com' },
    lines: [
      { part_name: 'Brake pad set, front', sku: 'BP-0001', quantity: 2, unit_price_minor: 1_999n },
      { part_name: 'Oil filter', sku: 'OF-0202', quantity: 1, unit_price_minor: 123_456n },
    ],
    totalMinor: 127_454n,
    refunds: [],
    ...changes,
  };
}

/** Names of many scripts, and one that fits in no line. */
export const HARD_LINES: Invoice['lines'] = [
  'Комплект тормозных колодок, передний мост, усиленный (зимний)',
  'Φίλτρο λαδιού · Łożysko koła – hygiene façade Ünïcödé ₴ € ₽',
  '进击的巨人 2 -最终之战- · ドラゴンクエスト XI · 스타크래프트 리마스터',
  'กล่องเกียร์อัตโนมัติ · מסנן שמן · فلتر زيت · Ձիթազտիչ · ზეთის ფილტრი',
  `Precision-machined hydraulic clutch master cylinder with integrated reservoir, bleed valve, mounting hardware, dust boot and ${'X'.repeat(120)}`,
].map((part_name, n) => ({
  part_name,
  sku: `SKU-${n}`,
  quantity: 10 ** n,
  unit_price_minor: 1_000_099n * 10n ** BigInt(n),
}));

export function manyLines(count: number): Invoice['lines'] {
  return Array.from({ length: count }, (_, n) => ({
    part_name: `Part number ${n + 1}`,
    sku: `P-${n + 1}`,
    quantity: 1,
    unit_price_minor: 100n,
  }));
}
