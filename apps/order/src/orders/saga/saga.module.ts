import { Module } from '@nestjs/common';
import { InventoryModule } from '../../clients/inventory.module.js';
import { LedgerModule } from '../../money/ledger/ledger.module.js';
import { PaymentsModule } from '../../money/payments/payments.module.js';
import { AwaitPaymentStep } from './await-payment-step.js';
import { HoldOfOrder } from './hold-of-order.js';
import { HoldsConsumer } from './holds.consumer.js';
import { OrderSaga } from './order-saga.js';
import { OrderStateModule } from './order-state.module.js';
import { PayFromBalance } from './pay-from-balance.js';
import { PayStep } from './pay-step.js';
import { RecoveryWorker } from './recovery-worker.js';
import { ReleaseStep } from './release-step.js';
import { ReserveStep } from './reserve-step.js';
import { SagaAge } from './saga-age.js';
import { SagaSteps } from './saga-steps.js';

@Module({
  imports: [InventoryModule, LedgerModule, PaymentsModule, OrderStateModule],
  controllers: [HoldsConsumer],
  providers: [
    HoldOfOrder,
    OrderSaga,
    SagaSteps,
    ReserveStep,
    PayFromBalance,
    PayStep,
    AwaitPaymentStep,
    ReleaseStep,
    RecoveryWorker,
    SagaAge,
  ],
  exports: [OrderSaga],
})
export class SagaModule {}
