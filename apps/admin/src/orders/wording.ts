import { codeText, orderLooks, reasonText as reasonFor, refundLooks } from '@tandem/ui/orders';
import type { SagaStep, StaffOrderDetail } from './types';

export const STATUSES = orderLooks('staff');
export const REFUNDS = refundLooks('staff');
export const reasonText = (reason: string): string => reasonFor(reason, 'staff');

/** Keys that the customer still waits for: until they are there, or refunded, the order can't be completed. */
export const pendingKeys = ({ items }: Pick<StaffOrderDetail, 'items'>): number =>
  items.flatMap(({ keys }) => keys ?? []).filter(({ status }) => status === 'pending').length;

/** Games are asked for with the payment: the parcel of such an order is still to be handed over. */
export const waitsForParcel = ({
  status,
  items,
  parcel_handed_over_at: handedOver,
}: Pick<StaffOrderDetail, 'status' | 'items' | 'parcel_handed_over_at'>): boolean =>
  status === 'fulfilment_requested' &&
  !handedOver &&
  new Set(items.map(({ kind }) => kind)).size === 2;

type Outcome = SagaStep['outcome'];

const STEPS: Readonly<Record<string, Partial<Record<Outcome, string>>>> = {
  create: { done: 'The order was placed' },
  reserve: {
    done: 'Stock reserved',
    refused: 'Stock could not be reserved',
    retry: 'Stock could not be reserved yet',
  },
  hold: { refused: 'The reserved stock does not exist' },
  begin_payment: { done: 'Payment started' },
  pay: {
    done: 'Paid',
    refused: 'Payment refused',
    retry: 'Payment could not be started yet',
  },
  await_payment: {
    done: 'Payment received',
    refused: 'Payment not received',
    retry: 'Payment not confirmed yet',
  },
  commit: {
    done: 'Stock taken',
    refused: 'Stock was no longer available',
    retry: 'Stock could not be taken yet',
  },
  release: { compensated: 'Stock released', done: 'Stock released' },
  return: { compensated: 'Items returned to stock', done: 'Items returned to stock' },
};

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  done: 'done',
  refused: 'refused',
  retry: 'tried again later',
  compensated: 'undone',
};

/** On a chip, where it stands alone. */
export const outcomeText = (outcome: Outcome): string => capital(OUTCOMES[outcome]);

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What a step of the saga came to, as a sentence. */
export function stepText({ step, outcome }: Pick<SagaStep, 'step' | 'outcome'>): string {
  const known = STEPS[step]?.[outcome];
  if (known) return known;
  return `${capital(codeText(step))}: ${OUTCOMES[outcome]}`;
}

const NEXT: Readonly<Record<string, string>> = {
  reserve: 'reserve the stock',
  pay: 'start the payment',
  await_payment: 'wait for the payment',
  commit: 'take the stock',
  release: 'release the stock',
};

export const nextText = (step: string): string => NEXT[step] ?? codeText(step);

interface Shortage {
  part_id: number;
  requested: number;
  available: number;
}

/** The details of a step as a few lines for people; names of parts come from the order. */
export function detailLines(
  detail: SagaStep['detail'],
  items: StaffOrderDetail['items'] = [],
): string[] {
  return Object.entries(detail ?? {}).flatMap(([key, value]) => {
    if (value === null || value === undefined) return [];
    if (key === 'reason') return [`Because ${reasonText(String(value))}`];
    if (key === 'lines' && Array.isArray(value)) {
      return (value as Shortage[]).map(({ part_id, requested, available }) => {
        const name = items.find((item) => item.part_id === part_id)?.part_name;
        return `${name ?? `Part ${part_id}`}: ${requested} requested, ${available} available`;
      });
    }
    return [`${codeText(key)}: ${plain(value)}`];
  });
}

function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) return codeText(String(value));
  const { amount, currency } = value as Record<string, unknown>;
  return amount && currency ? `${String(amount)} ${String(currency)}` : JSON.stringify(value);
}
