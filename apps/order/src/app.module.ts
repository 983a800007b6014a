import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS, G2aPaymentUpdated } from '@tandem/contracts';
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
import { LedgerModule } from './money/ledger/ledger.module.js';
import { PaymentsModule } from './money/payments/payments.module.js';
import { RefundsModule } from './money/refunds/refunds.module.js';
import { WalletModule } from './money/wallet/wallet.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { OutcomesModule } from './orders/outcomes.module.js';
import { StaffModule } from './staff/staff.module.js';

/** Order: what shoppers want, what they ordered, and every cent that moved. */
@Module({})
export class AppModule {
  static forRoot(config: OrderConfig): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        AuthModule.forRoot('order', config),
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'orders',
          applicationName: `order-${config.instanceId}`,
          poolSize: config.databasePool,
          plansOnce: true,
        }),
        CacheModule.forRoot({
          ...READ_MODELS,
          redisUrl: config.redisUrl,
          service: 'order',
          guard: { databaseUrl: config.databaseUrl, affected: affectedCarts },
        }),
        MessagingModule.forRoot({
          schema: 'orders',
          service: 'order',
          consumes: [G2aPaymentUpdated.topic],
        }),
        JobsModule.forRoot({ schema: 'orders', service: 'order' }),
        MailModule.forRoot({ schema: 'orders', imports: [MailsModule], letters: OrderLetters }),
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
      ],
      providers: [{ provide: OrderConfig, useValue: config }],
      exports: [OrderConfig],
    };
  }
}
