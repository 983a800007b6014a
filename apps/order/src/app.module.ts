import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { G2aPaymentUpdated } from '@tandem/contracts';
import { MailModule } from '@tandem/mail';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { affectedCarts } from './carts/cart-changes.js';
import { CartsModule } from './carts/carts.module.js';
import { OrderConfig } from './config.js';
import { OrdersModule } from './orders/orders.module.js';
import { MigrationModule } from './guests/migration.module.js';
import { InvoicesModule } from './invoices/invoices.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { MailsModule } from './mails/mails.module.js';
import { OrderLetters } from './mails/order-letters.js';
import { PaymentsModule } from './payments/payments.module.js';
import { RefundsModule } from './refunds/refunds.module.js';
import { StaffModule } from './staff/staff.module.js';
import { WalletModule } from './wallet/wallet.module.js';
import { WishlistsModule } from './wishlists/wishlists.module.js';

/** Order: what shoppers want, what they ordered, and every cent that moved. */
@Module({})
export class AppModule {
  static with(config: OrderConfig): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        ScheduleModule.forRoot(),
        AuthModule.forRoot('order', config),
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'orders',
          applicationName: `order-${config.instanceId}`,
          poolSize: config.databasePool,
          plansOnce: true,
        }),
        CacheModule.forRoot({
          redisUrl: config.redisUrl,
          service: 'order',
          guard: { databaseUrl: config.databaseUrl, affected: affectedCarts },
        }),
        MessagingModule.forRoot({
          schema: 'orders',
          service: 'order',
          consumes: [G2aPaymentUpdated.topic],
        }),
        MailModule.forRoot({ schema: 'orders', imports: [MailsModule], letters: OrderLetters }),
        CartsModule,
        OrdersModule,
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
