import { configOf, ServiceKey, ServiceUrl, Setting } from '@tandem/config';
import { IsBoolean, IsInt, Matches, Max, Min, MinLength } from 'class-validator';
import { StockNoticesConfig } from './stock-notices-config.js';

/** The settings of the order service. */
export class OrderConfig extends configOf('order', { base: StockNoticesConfig, pool: 16 }) {
  @ServiceKey('order')
  serviceKey!: string;

  @ServiceUrl('inventory')
  inventoryUrl!: string;

  @ServiceUrl('auth')
  authUrl!: string;

  @ServiceUrl('sync-gateway')
  syncUrl!: string;

  @Setting({
    env: 'ORDER_GUEST_SECRET',
    doc: 'Signs the cookie a guest is known by; at least 32 characters, the same for every instance.',
    secret: true,
  })
  @MinLength(32)
  guestSecret!: string;

  @Setting({
    env: 'ORDER_GUEST_CART_DAYS',
    doc: 'Days after their last change for which carts and wishlists of guests, and their cookie, are kept.',
    default: 90,
  })
  @IsInt()
  @Min(1)
  @Max(365)
  guestCartDays!: number;

  @Setting({
    env: 'ORDER_CURRENCY',
    doc: 'The one currency the shop sells in, ISO 4217.',
    default: 'EUR',
  })
  @Matches(/^[A-Z]{3}$/)
  currency!: string;

  @Setting({
    env: 'ORDER_RESERVATION_TTL_SECONDS',
    doc: 'How long stock is held for an order; what is unpaid a little earlier fails.',
    default: 900,
  })
  @IsInt()
  @Min(10)
  @Max(86_400)
  reservationTtlSeconds!: number;

  @Setting({
    env: 'ORDER_UNPAID_ORDERS',
    doc: 'Open orders an account may have that are paid outside and not paid yet.',
    default: 3,
  })
  @IsInt()
  @Min(1)
  @Max(1_000)
  unpaidOrders!: number;

  @Setting({
    env: 'ORDER_UNPAID_PIECES',
    doc: 'Pieces that the unpaid orders of an account may hold together.',
    default: 50,
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  unpaidPieces!: number;

  @Setting({
    env: 'ORDER_UNPAID_SHARE_PERCENT',
    doc: 'Of the stock of one part, what the unpaid orders of an account may hold together; 5 pieces they always may.',
    default: 50,
  })
  @IsInt()
  @Min(1)
  @Max(100)
  unpaidSharePercent!: number;

  @Setting({
    env: 'ORDER_UNPAID_PAUSE_SECONDS',
    doc: 'How long an account has to wait when the second of its orders within a day was not paid in time; each further one doubles it, up to a day. 0: never.',
    default: 300,
  })
  @IsInt()
  @Min(0)
  @Max(86_400)
  unpaidPauseSeconds!: number;

  @Setting({
    env: 'ORDER_UNPAID_NEEDS_CONFIRMED_EMAIL',
    doc: 'Whether goods are held for an unpaid order only when the shopper has confirmed the e-mail address. `npm start` turns it off.',
    default: true,
  })
  @IsBoolean()
  unpaidNeedsConfirmedEmail!: boolean;

  @Setting({
    env: 'ORDER_UNPAID_ALERT_ACCOUNT',
    doc: 'Unpaid orders of one account refused within an hour, after which staff get an alert.',
    default: 5,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  unpaidAlertAccount!: number;

  @Setting({
    env: 'ORDER_UNPAID_ALERT_SHOP',
    doc: 'Unpaid orders of all accounts refused within an hour, after which staff get an alert.',
    default: 50,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  unpaidAlertShop!: number;

  @Setting({
    env: 'ORDER_ANSWER_DEADLINE_MS',
    doc: 'How long POST /orders waits for the outcome; then it answers 503 and the saga goes on alone.',
    default: 8_000,
  })
  @IsInt()
  @Min(100)
  @Max(60_000)
  answerDeadlineMs!: number;

  @Setting({
    env: 'ORDER_GIVE_UP_SECONDS',
    doc: 'An order whose stock could not be held, or whose payment could not be begun, for so long fails: inventory or the provider is away.',
    default: 60,
  })
  @IsInt()
  @Min(1)
  @Max(600)
  giveUpSeconds!: number;

  @Setting({
    env: 'ORDER_G2A_PAY_FEE_BASIS_POINTS',
    doc: 'What G2A PAY keeps of each settled payment, in hundredths of a percent; the shop bears it.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  @Max(10_000)
  g2aPayFeeBasisPoints!: number;

  @Setting({
    env: 'ORDER_TOP_UP_TTL_SECONDS',
    doc: 'A wallet top-up that is unpaid for so long is cancelled; money that comes later is credited all the same.',
    default: 1_800,
  })
  @IsInt()
  @Min(1)
  @Max(86_400)
  topUpTtlSeconds!: number;

  @Setting({
    env: 'ORDER_PAYMENT_CHECK_MS',
    doc: 'First wait before a provider is asked how an unsettled payment stands; it doubles up to a minute, once the time to pay is over up to an hour, for one more day.',
    default: 3_000,
  })
  @IsInt()
  @Min(10)
  @Max(300_000)
  paymentCheckMs!: number;

  @Setting({
    env: 'ORDER_REFUND_RETRY_MS',
    doc: 'First wait before a refund that got no answer is tried again; it doubles up to ten minutes.',
    default: 1_000,
  })
  @IsInt()
  @Min(10)
  @Max(600_000)
  refundRetryMs!: number;

  @Setting({
    env: 'ORDER_REFUND_ATTEMPTS',
    doc: 'Tries after which a refund is left to staff.',
    default: 40,
  })
  @IsInt()
  @Min(1)
  @Max(1_000)
  refundAttempts!: number;

  @Setting({
    env: 'ORDER_KEYS_MAIL_WAIT_MS',
    doc: 'How long the mail about a game key that came waits for further keys of its order; the last one sends it at once.',
    default: 20_000,
  })
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  keysMailWaitMs!: number;

  @Setting({
    env: 'ORDER_KEY_REVEALS_PER_HOUR',
    doc: 'Game keys that an account may have shown to it within an hour.',
    default: 200,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  keyRevealsPerHour!: number;
}
