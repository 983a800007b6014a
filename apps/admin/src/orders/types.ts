import type { RefundWish, StaffOrder, StaffOrderDetail } from '@tandem/ui';

export type {
  OrderStatus,
  RefundWish,
  StaffOrder,
  StaffOrderDetail,
  Transaction,
} from '@tandem/ui';

export type OrderSort = 'newest' | 'oldest' | 'total_desc' | 'total_asc';
export type OrderItem = StaffOrder['items'][number];
export type Person = StaffOrder['customer'];
export type Refund = StaffOrderDetail['refunds'][number];
export type SagaStep = StaffOrderDetail['steps'][number];
export type Pieces = NonNullable<RefundWish['restock']>[number];
