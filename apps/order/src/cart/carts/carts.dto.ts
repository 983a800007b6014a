import type { Money } from '@tandem/kernel';
import {
  BoolField,
  EnumField,
  IntField,
  MoneyField,
  ObjectListField,
  TextField,
  TimeField,
} from '@tandem/http';
import type { Obstacle, StockAge } from '../offers/offer.js';
import { MAX_LINES_AFTER_MOVE, MAX_QUANTITY } from './cart.js';

const KINDS = ['physical', 'game'] as const;
const OBSTACLES = ['insufficient_stock', 'not_for_sale'] as const;

/** The version of a cart or a wishlist that a change was based on. */
export class ListVersionBody {
  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

export class QuantityBody extends ListVersionBody {
  @IntField({ min: 1, max: MAX_QUANTITY })
  quantity!: number;
}

export class AddItemBody extends QuantityBody {
  @IntField({ min: 1 })
  part_id!: number;
}

class StockAgeView implements StockAge {
  @TimeField({ nullable: true, description: 'When the available quantity was last known.' })
  as_of!: string | null;

  @BoolField({
    description:
      'True while an outside system that counts the part is not heard: the quantity may be outdated.',
  })
  stale!: boolean;
}

/** A part as a cart or a wishlist names it. */
export class NamedPart extends StockAgeView {
  @IntField({ min: 1 })
  part_id!: number;

  @TextField()
  part_name!: string;

  @TextField()
  sku!: string;

  @TextField()
  slug!: string;

  @EnumField(KINDS)
  kind!: (typeof KINDS)[number];

  @TextField({ nullable: true })
  image_url!: string | null;
}

export class CartItemView extends NamedPart {
  @IntField({ min: 1 })
  quantity!: number;

  @MoneyField({
    nullable: true,
    description: 'The current price of one unit; null if the part is not for sale.',
  })
  price!: Money | null;

  @MoneyField({ nullable: true })
  line_total!: Money | null;

  @IntField({ description: 'The quantity that this shopper can order now.' })
  available!: number;

  @BoolField({ description: 'True if the whole quantity is available now.' })
  ok!: boolean;

  @EnumField(OBSTACLES, { nullable: true })
  reason!: Obstacle | null;
}

export class CartView {
  @ObjectListField(() => CartItemView, { maxItems: MAX_LINES_AFTER_MOVE })
  items!: CartItemView[];

  @MoneyField({ description: 'The total of the available lines.' })
  total!: Money;

  @IntField({ description: 'The total quantity of all lines.' })
  item_count!: number;

  @IntField({ max: Number.MAX_SAFE_INTEGER, description: 'Grows with every change of the lines.' })
  version!: number;
}

export class CheckedLineView extends StockAgeView {
  @IntField({ min: 1 })
  part_id!: number;

  @TextField()
  part_name!: string;

  @IntField({ min: 1 })
  requested!: number;

  @IntField()
  available!: number;

  @BoolField()
  ok!: boolean;

  @EnumField(OBSTACLES, { nullable: true })
  reason!: Obstacle | null;
}

export class CheckoutView {
  @BoolField({ description: 'True if the cart is not empty and all of its lines are available.' })
  ok!: boolean;

  @ObjectListField(() => CheckedLineView, { maxItems: MAX_LINES_AFTER_MOVE })
  lines!: CheckedLineView[];

  @MoneyField({ description: 'The total of the available lines.' })
  total!: Money;
}
