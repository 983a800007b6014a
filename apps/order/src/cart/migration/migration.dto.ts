import { EnumField, TextField, UuidField } from '@tandem/http';
import { CartView } from '../carts/carts.dto.js';
import type { Move } from './migrate-guest.js';

const MOVES = ['moved', 'not_needed'] as const;

export class MigrateBody {
  @UuidField()
  user_id!: string;

  @TextField({
    text: 'machine',
    max: 200,
    description: 'The value of the guest’s cookie, as the browser sent it',
  })
  guest_token!: string;
}

export class MigrationView {
  @EnumField(MOVES)
  cart!: Move;

  @EnumField(MOVES)
  wishlist!: Move;
}

/** What was moved, and the account's cart as it is now. */
export class MigratedCartView extends CartView {
  @EnumField(MOVES)
  cart!: Move;

  @EnumField(MOVES)
  wishlist!: Move;
}
