import type { OrderStatus, SagaStep, StaffOrderDetail, Transaction } from './types';

interface Look {
  text: string;
  color?: 'success' | 'warning' | 'error' | 'info' | 'primary';
}

export const STATUSES: Readonly<Record<OrderStatus, Look>> = {
  created: { text: 'Created', color: 'info' },
  awaiting_payment: { text: 'Awaiting payment', color: 'warning' },
  paid: { text: 'Paid', color: 'primary' },
  fulfilment_requested: { text: 'Handed over', color: 'info' },
  completed: { text: 'Completed', color: 'success' },
  failed: { text: 'Failed', color: 'error' },
  cancelled: { text: 'Cancelled' },
  refunded: { text: 'Refunded' },
};

const METHODS: Readonly<Record<string, string>> = {
  balance: 'Wallet',
  g2a_pay: 'G2A PAY',
  test: 'Test money',
};

export const methodText = (method: string): string => METHODS[method] ?? method;

export const TRANSACTION_TYPES: Readonly<Record<Transaction['type'], string>> = {
  purchase: 'Purchase',
  top_up: 'Top-up',
  refund: 'Refund',
  fee: 'Fee',
};

const REASONS: Readonly<Record<string, string>> = {
  insufficient_stock: 'there was not enough stock',
  insufficient_funds: 'the wallet balance was too low',
  payment_unavailable: 'the payment service could not be reached',
  payment_rejected: 'the payment was refused',
  payment_cancelled: 'the payment was cancelled',
  payment_timeout: 'nobody paid in time',
  paid_too_late: 'the payment arrived after the order had ended',
  too_late: 'the order had ended already',
  inventory_unavailable: 'inventory could not be reached',
  reservation_over: 'the reservation had expired',
  reservation_refused: 'inventory refused to reserve the stock',
  stock_lost: 'the stock was gone before it could be taken',
  cancelled_by_shopper: 'the customer cancelled it',
  cancelled: 'the order was cancelled',
};

/** A code in words; what staff typed stays as it is. */
export const reasonText = (reason: string): string => REASONS[reason] ?? sentence(reason);

/** `await_payment` reads as "await payment"; whole sentences stay as they are. */
function sentence(text: string): string {
  return /^[a-z0-9]+(_[a-z0-9]+)*$/.test(text) ? text.replaceAll('_', ' ') : text;
}

type Outcome = SagaStep['outcome'];

const STEPS: Readonly<Record<string, Partial<Record<Outcome, string>>>> = {
  create: { done: 'The order was placed' },
  reserve: {
    done: 'Stock reserved',
    refused: 'Stock could not be reserved',
    retry: 'Stock could not be reserved yet',
  },
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
  return `${capital(sentence(step))}: ${OUTCOMES[outcome]}`;
}

const NEXT: Readonly<Record<string, string>> = {
  reserve: 'reserve the stock',
  pay: 'start the payment',
  await_payment: 'wait for the payment',
  commit: 'take the stock',
  release: 'release the stock',
};

export const nextText = (step: string): string => NEXT[step] ?? sentence(step);

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
    return [`${sentence(key)}: ${plain(value)}`];
  });
}

function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) return sentence(String(value));
  const { amount, currency } = value as Record<string, unknown>;
  return amount && currency ? `${String(amount)} ${String(currency)}` : JSON.stringify(value);
}
