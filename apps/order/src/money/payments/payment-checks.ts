import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { inBackground, logger } from '@tandem/observability';
import { transaction } from '@tandem/persistence';
import { DataSource } from 'typeorm';
import { OrderConfig } from '../../config.js';
import { DueLoop, roundOf, type Round } from '../../due-loop.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { ApplyProviderStatus } from './apply-provider-status.js';
import { GiveUpPayment } from './give-up-payment.js';
import type { Payment } from './payment.js';
import { checkAgain, readPayment } from './payment-store.js';

const BATCH = 10;
const IDLE_MS = 1_000;
/** Nobody pays a day after the time to pay is over; until then we look now and then. */
const LOOK_AFTER_MS = 24 * 60 * 60 * 1_000;

const log = logger('payments');

/*
 * The next check is set as this one is taken: a process that dies in it leaves it to the next. Once a minute while a
 * shopper may be waiting, once an hour after that.
 */
const CLAIM = `
with due as (
  select c.payment_id, p.expires_at, p.traceparent, o.correlation_id
    from payment_checks c join payments p on p.id = c.payment_id left join orders o on o.id = p.order_id
   where c.due_at <= clock_timestamp() order by c.due_at limit $1 for update of c skip locked
)
update payment_checks c
   set checks = c.checks + 1,
       due_at = clock_timestamp() + make_interval(secs =>
         least($2 * 2 ^ least(c.checks, 20), case when due.expires_at > clock_timestamp() then 60 else 3600 end))
  from due where c.payment_id = due.payment_id
returning c.payment_id, due.correlation_id, due.traceparent`;

interface Claimed {
  payment_id: string;
  /** Of the order that it is for. */
  correlation_id: string | null;
  /** Of what began the payment. */
  traceparent: string | null;
}

/**
 * Asks providers how pending payments stand, so that a lost event loses nothing: the event only makes it faster. Ends
 * top-ups whose time is over.
 */
@Injectable()
export class PaymentChecks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: DueLoop;

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: OrderConfig,
    private readonly providers: PaymentProviders,
    private readonly applyProviderStatus: ApplyProviderStatus,
    private readonly giveUp: GiveUpPayment,
  ) {
    const idleMs = Math.min(IDLE_MS, config.paymentCheckMs);
    this.#loop = new DueLoop('payment checks', idleMs, () => this.#round());
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  /** A check is due now. */
  wake(): void {
    this.#loop.wake();
  }

  async #round(): Promise<Round> {
    const [claimed] = await this.dataSource.query<[Claimed[], number]>(CLAIM, [
      BATCH,
      this.config.paymentCheckMs / 1_000,
    ]);
    await Promise.all(
      claimed.map(({ payment_id, correlation_id: correlationId, traceparent }) =>
        inBackground('check payment', () => this.check(payment_id), { correlationId, traceparent }),
      ),
    );
    return roundOf(claimed.length, BATCH);
  }

  /** Asks the provider how this payment stands, and applies what it says. Never throws: what failed is due again. */
  async check(paymentId: string): Promise<void> {
    try {
      const payment = await readPayment(this.dataSource.manager, paymentId);
      if (!payment) return;
      const over = Date.now() - payment.expires_at.getTime();
      if (payment.status === 'settled' || over > LOOK_AFTER_MS) await this.#forget(paymentId);
      else if (payment.status === 'pending' && payment.purpose === 'top_up' && over > 0) {
        await this.giveUp.giveUpPayment(payment);
      } else await this.#ask(payment);
    } catch (error) {
      log.warn({ err: error, payment_id: paymentId }, 'a payment could not be checked');
      await checkAgain(this.dataSource.manager, paymentId).catch((cause: unknown) =>
        log.warn({ err: cause, payment_id: paymentId }, 'a check keeps the time it has'),
      );
    }
  }

  async #ask(payment: Payment): Promise<void> {
    const provider = this.providers.of(payment.provider);
    const told = await provider.status(payment);
    if (!told) return;
    await transaction(this.dataSource, (tx) =>
      this.applyProviderStatus.applyProviderStatus(tx, payment.id, told),
    );
    // We gave it up while the provider was not listening.
    if (payment.status === 'cancelled' && told.status === 'pending') {
      await provider.cancel(payment.id);
    }
  }

  async #forget(paymentId: string): Promise<void> {
    await this.dataSource.query('delete from payment_checks where payment_id = $1', [paymentId]);
  }
}
