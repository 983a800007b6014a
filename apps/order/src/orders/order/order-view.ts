import { fromMinor } from '@tandem/kernel';
import { canCancel, type OrderLine, type OrderRow } from './order.js';
import type { KeyOfLine } from './order-keys.js';
import type { OrderDto, OrderKeyDto, OrderPaymentDto } from './orders.dto.js';

/** An order as its shopper sees it. */
export function orderView(
  order: OrderRow,
  lines: readonly OrderLine[],
  payment: OrderPaymentDto | null,
  keys: ReadonlyMap<number, readonly KeyOfLine[]> = new Map(),
): OrderDto {
  const money = (minor: bigint) => fromMinor(minor, order.currency);
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    reason: order.reason,
    version: order.version,
    payment_method: order.payment_method,
    items: lines.map((line) => ({
      part_id: line.part_id,
      kind: line.kind,
      sku: line.sku,
      part_name: line.part_name,
      quantity: line.quantity,
      unit_price: money(line.unit_price_minor),
      line_total: money(line.unit_price_minor * BigInt(line.quantity)),
      ...(line.kind === 'game' && { keys: (keys.get(line.part_id) ?? []).map(keyView) }),
    })),
    total: money(order.total_minor),
    refunded: money(order.refunded_minor),
    payment,
    can_cancel: canCancel(order.status),
    created_at: order.created_at.toISOString(),
    updated_at: order.updated_at.toISOString(),
    paid_at: order.paid_at?.toISOString() ?? null,
    parcel_handed_over_at: order.parcel_handed_over_at?.toISOString() ?? null,
  };
}

function keyView({ id, unit, status, revealed_at }: KeyOfLine): OrderKeyDto {
  return { id, unit, status, revealed_at: revealed_at?.toISOString() ?? null };
}
