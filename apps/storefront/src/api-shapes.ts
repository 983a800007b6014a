import type { MoneyValue } from '@tandem/ui';
import type { Client } from 'openapi-fetch';

export type UnavailableReason = 'insufficient_stock' | 'not_for_sale';

export interface CartLine {
  part_id: number;
  part_name: string;
  sku: string;
  slug: string;
  kind: 'physical' | 'game';
  image_url: string | null;
  quantity: number;
  price: MoneyValue | null;
  line_total: MoneyValue | null;
  available: number;
  ok: boolean;
  reason: UnavailableReason | null;
}

export interface Cart {
  items: CartLine[];
  total: MoneyValue;
  item_count: number;
  version: number;
}

export interface WishlistItem {
  part_id: number;
  part_name: string;
  sku: string;
  slug: string;
  kind: 'physical' | 'game';
  image_url: string | null;
  price: MoneyValue | null;
  available: number;
  is_in_stock: boolean;
  for_sale: boolean;
  added_at: string;
}

export interface Wishlist {
  items: WishlistItem[];
  version: number;
}

export interface CheckoutLine {
  part_id: number;
  part_name: string;
  requested: number;
  available: number;
  ok: boolean;
  reason: UnavailableReason | null;
}

export interface CheckoutAnswer {
  ok: boolean;
  lines: CheckoutLine[];
  total: MoneyValue;
}

export type OrderStatus =
  | 'created'
  | 'awaiting_payment'
  | 'paid'
  | 'fulfilment_requested'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'refunded';

export type PaymentMethod = 'balance' | 'g2a_pay';

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
  payment_method: PaymentMethod;
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

export interface OrderDetail extends Order {
  history: { status: OrderStatus; at: string; reason: string | null }[];
  refunds: {
    id: string;
    amount: MoneyValue;
    status: 'requested' | 'settled' | 'failed';
    reason: string;
    created_at: string;
  }[];
}

export type TopUpMethod = 'g2a_pay' | 'test';

export interface TopUp {
  id: string;
  status: 'pending' | 'settled' | 'failed' | 'cancelled';
  amount: MoneyValue;
  payment_method: TopUpMethod;
  redirect_url: string | null;
  created_at: string;
}

export type TransactionType = 'purchase' | 'top_up' | 'refund' | 'fee';

export interface Transaction {
  id: string;
  type: TransactionType;
  amount: MoneyValue;
  order_id: string | null;
  payment_method: string;
  created_at: string;
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

interface Json<T> {
  content: { 'application/json': T };
}
interface Ok<T> {
  responses: { 200: Json<T> };
}
interface Body<B> {
  requestBody: Json<B>;
}
interface PartPath {
  parameters: { path: { part_id: number } };
}
interface IdPath {
  parameters: { path: { id: string } };
}

export interface ShopPaths {
  '/api/v1/cart': { get: Ok<Cart> };
  '/api/v1/cart/items': { post: Ok<Cart> & Body<{ part_id: number; quantity: number }> };
  '/api/v1/cart/items/{part_id}': {
    put: PartPath & Ok<Cart> & Body<{ quantity: number }>;
    delete: PartPath & Ok<Cart>;
  };
  '/api/v1/cart/migrate': { post: Ok<{ cart: string; wishlist: string; items: Cart }> };
  '/api/v1/wishlist': { get: Ok<Wishlist> };
  '/api/v1/wishlist/items': { post: Ok<Wishlist> & Body<{ part_id: number }> };
  '/api/v1/wishlist/items/{part_id}': { delete: PartPath & Ok<Wishlist> };
  '/api/v1/checkout/validate': { post: Ok<CheckoutAnswer> };
  '/api/v1/orders': {
    get: { parameters: { query?: { status?: OrderStatus; limit?: number; cursor?: string } } } & Ok<
      Page<Order>
    >;
    post: { parameters: { header: { 'Idempotency-Key': string } } } & Body<{
      payment_method: PaymentMethod;
      expected_total?: MoneyValue;
    }> & { responses: { 201: Json<Order> } };
  };
  '/api/v1/orders/{id}': { get: IdPath & Ok<OrderDetail> };
  '/api/v1/orders/{id}/cancel': { post: IdPath & Ok<Order> };
  '/api/v1/wallet': { get: Ok<{ balance: MoneyValue; top_up_methods: TopUpMethod[] }> };
  '/api/v1/wallet/top-ups': {
    post: { parameters: { header?: { 'Idempotency-Key'?: string } } } & Body<{
      amount: MoneyValue;
      payment_method: TopUpMethod;
    }> & { responses: { 201: Json<TopUp> } };
  };
  '/api/v1/wallet/top-ups/{id}': { get: IdPath & Ok<TopUp> };
  '/api/v1/transactions': {
    get: {
      parameters: {
        query?: {
          type?: TransactionType;
          from?: string;
          to?: string;
          limit?: number;
          cursor?: string;
        };
      };
    } & Ok<Page<Transaction>>;
  };
}

export type ShopApi = Client<ShopPaths>;
