import type { Money } from '@tandem/kernel';
import {
  BoolField,
  IntField,
  MoneyField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
} from '@tandem/http';
import { ListVersionBody, NamedPart } from '../carts/carts.dto.js';
import { MAX_WISHES_AFTER_MOVE } from './wishlist.js';

export class WishlistQuery extends PageQuery {}

export class WishBody extends ListVersionBody {
  @IntField({ min: 1 })
  part_id!: number;
}

export class WishView extends NamedPart {
  @MoneyField({
    nullable: true,
    description: 'The current price; null if the part is not for sale.',
  })
  price!: Money | null;

  @MoneyField({
    nullable: true,
    description: 'What it costs otherwise, while a sale is on.',
  })
  regular_price!: Money | null;

  @MoneyField({
    nullable: true,
    description: 'While a sale is on: the lowest price of the 30 days before it began.',
  })
  lowest_price_30_days!: Money | null;

  @IntField({ description: 'The quantity that this shopper can order now.' })
  available!: number;

  @BoolField()
  is_in_stock!: boolean;

  @BoolField()
  for_sale!: boolean;

  @TimeField()
  added_at!: string;
}

export class WishlistView {
  @ObjectListField(() => WishView, { maxItems: MAX_WISHES_AFTER_MOVE })
  items!: WishView[];

  @TextField({ nullable: true, max: 1_024 })
  next_cursor!: string | null;

  @IntField({ max: Number.MAX_SAFE_INTEGER, description: 'Grows with every change of the list.' })
  version!: number;
}
