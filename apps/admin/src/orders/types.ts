import type { RefundWish, StaffOrder, StaffOrderDetail as OrderDetail } from '@tandem/ui';

export type { OrderStatus, RefundWish, StaffOrder, Transaction } from '@tandem/ui';

export type StaffOrderDetail = OrderDetail & { parcel_handed_over_at?: string | null };

export type OrderSort = 'newest' | 'oldest' | 'total_desc' | 'total_asc';
export type OrderItem = StaffOrder['items'][number];
export type Person = StaffOrder['customer'];
export type Refund = StaffOrderDetail['refunds'][number];
export type SagaStep = StaffOrderDetail['steps'][number];
export type Pieces = NonNullable<RefundWish['restock']>[number];
