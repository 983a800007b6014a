import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS, G2aPaymentUpdated, StockReplenished, UserDeleted } from '@tandem/contracts';
import { FlagsModule } from '@tandem/flags';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MailModule } from '@tandem/mail';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { affectedCarts } from './cart/carts/cart-changes.js';
import { CartsModule } from './cart/carts/carts.module.js';
import { MigrationModule } from './cart/migration/migration.module.js';
import { WishlistsModule } from './cart/wishlists/wishlists.module.js';
import { OrderConfig } from './config.js';
import { InvoicesModule } from './documents/invoices/invoices.module.js';
import { MailsModule } from './documents/mails/mails.module.js';
import { OrderLetters } from './documents/mails/order-letters.js';
import { LeaversModule } from './leavers/leavers.module.js';
import { LedgerModule } from './money/ledger/ledger.module.js';
import { PaymentsModule } from './money/payments/payments.module.js';
import { RefundsModule } from './money/refunds/refunds.module.js';
import { WalletModule } from './money/wallet/wallet.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { OutcomesModule } from './orders/outcomes.module.js';
import { RepairsModule } from './repairs/repairs.module.js';
import { StaffModule } from './staff/staff.module.js';
import { StockNoticesModule } from './stock-notices/stock-notices.module.js';

export { migrations } from './migrations/all.js';

/** Order: what shoppers want, what they ordered, and every cent that moved. */
export const service = defineService({
  name: 'order',
  title: 'Tandem orders',
  config: OrderConfig,
  consumes: [G2aPaymentUpdated.topic, StockReplenished.topic, UserDeleted.topic],
  uses: [
    AuthModule.forService(),
    PersistenceModule.forService({ plansOnce: true }),
    FlagsModule.forService(),
    CacheModule.forService({ ...READ_MODELS, affected: affectedCarts }),
    MessagingModule.forService(),
    JobsModule.forService(),
    MailModule.forService({ imports: [MailsModule], letters: OrderLetters }),
  ],
  modules: [
    CartsModule,
    OrdersModule,
    OutcomesModule,
    WishlistsModule,
    MigrationModule,
    LedgerModule,
    PaymentsModule,
    RefundsModule,
    WalletModule,
    StaffModule,
    InvoicesModule,
    StockNoticesModule,
    LeaversModule,
    RepairsModule,
  ],
});
