import type { MoneyValue } from '@tandem/ui';
import type { Client } from 'openapi-fetch';
import { api } from '../panel';

export type OrderStatus =
  | 'created'
  | 'awaiting_payment'
  | 'paid'
  | 'fulfilment_requested'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'refunded';

export interface Person {
  id: string;
  display_name: string | null;
}

export interface OrderItem {
  part_id: number;
  kind: 'physical' | 'game';
  sku: string;
  part_name: string;
  quantity: number;
  unit_price: MoneyValue;
  line_total: MoneyValue;
}

export interface Order {
  id: string;
  number: number;
  status: OrderStatus;
  reason: string | null;
  version: number;
  payment_method: string;
  items: OrderItem[];
  total: MoneyValue;
  refunded: MoneyValue;
  payment: {
    status: 'pending' | 'settled' | 'failed' | 'cancelled';
    redirect_url: string | null;
    expires_at: string | null;
  } | null;
  can_cancel: boolean;
  created_at: string;
  updated_at: string;
  paid_at: string | null;
}

export interface StaffOrder extends Order {
  user_id: string;
  customer: Person;
}

export interface Pieces {
  part_id: number;
  quantity: number;
}

export interface Refund {
  id: string;
  amount: MoneyValue;
  status: 'requested' | 'settled' | 'failed';
  reason: string;
  restock: Pieces[];
  restocked_at: string | null;
  last_error: string | null;
  requested_by: Person | null;
  created_at: string;
}

export interface SagaStep {
  step: string;
  outcome: 'done' | 'refused' | 'retry' | 'compensated';
  detail: Record<string, unknown> | null;
  at: string;
}

export interface Transaction {
  id: string;
  type: 'purchase' | 'top_up' | 'refund' | 'fee';
  amount: MoneyValue;
  order_id: string | null;
  payment_method: string;
  created_at: string;
}

export interface StaffOrderDetail extends StaffOrder {
  refundable: MoneyValue;
  history: { status: OrderStatus; at: string; reason: string | null; actor: Person | null }[];
  refunds: Refund[];
  steps: SagaStep[];
  transactions: Transaction[];
  next_step: string | null;
  due_at: string | null;
}

export interface CustomerRow extends Person {
  email: string | null;
  wallet: { balance: MoneyValue };
  last_order: {
    id: string;
    number: number;
    status: OrderStatus;
    total: MoneyValue;
    created_at: string;
  } | null;
}

export interface Customer extends Person {
  email: string | null;
  wallet: { balance: MoneyValue };
  order_count: number;
  spent: MoneyValue;
  orders: Order[];
  transactions: Transaction[];
}

export interface RefundBody {
  amount?: MoneyValue;
  reason: string;
  restock?: Pieces[];
}

interface Json<T> {
  content: { 'application/json': T };
}
interface Ok<T> {
  responses: { 200: Json<T> };
}
interface IdPath {
  parameters: { path: { id: string } };
}
interface List<Q, T> {
  get: { parameters: { query?: Q & { limit?: number; cursor?: string } } } & Ok<{
    items: T[];
    next_cursor: string | null;
  }>;
}

interface StaffPaths {
  '/api/v1/admin/orders': List<
    { status?: OrderStatus; user_id?: string; q?: string; from?: string; to?: string },
    StaffOrder
  >;
  '/api/v1/admin/orders/{id}': { get: IdPath & Ok<StaffOrderDetail> };
  '/api/v1/admin/orders/{id}/hand-over': { post: IdPath & Ok<Order> };
  '/api/v1/admin/orders/{id}/complete': { post: IdPath & Ok<Order> };
  '/api/v1/admin/orders/{id}/cancel': {
    post: IdPath & Ok<Order> & { requestBody: Json<{ reason: string }> };
  };
  '/api/v1/admin/orders/{id}/refunds': {
    post: {
      parameters: { path: { id: string }; header: { 'Idempotency-Key': string } };
      requestBody: Json<RefundBody>;
      responses: { 201: Json<Refund> };
    };
  };
  '/api/v1/admin/orders/{id}/refunds/{refund_id}/retry': {
    post: { parameters: { path: { id: string; refund_id: string } } } & Ok<Refund>;
  };
  '/api/v1/admin/customers': List<{ q?: string }, CustomerRow>;
  '/api/v1/admin/customers/{id}': { get: IdPath & Ok<Customer> };
}

export const staffApi = api as unknown as Client<StaffPaths>;
