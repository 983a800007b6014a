import { Setting } from '@tandem/config';
import { IsInt, Matches, Max, Min, MinLength } from 'class-validator';
import { G2aSettings } from './g2a-settings.js';

/** How the shop buys the keys of games that were ordered, and keeps them. */
export class PurchaseSettings extends G2aSettings {
  @Setting({
    env: 'GAME_KEY_PREVIOUS_SECRETS',
    doc: 'Earlier values of GAME_KEY_ENCRYPTION_SECRET, by comma, until keys:rotate has wrapped every key anew.',
    default: '',
    secret: true,
  })
  @MinLength(32, { each: true })
  gameKeyPreviousSecrets!: string[];

  @Setting({
    env: 'G2A_PURCHASES_AT_ONCE',
    doc: 'Games that an instance buys at once; 0 stops buying.',
    default: 4,
  })
  @IsInt()
  @Min(0)
  @Max(50)
  g2aPurchasesAtOnce!: number;

  @Setting({
    env: 'G2A_PURCHASE_POLL_MS',
    doc: 'The first pause before G2A is asked again about a purchase that is under way.',
    default: 1_000,
  })
  @IsInt()
  @Min(10)
  @Max(60_000)
  g2aPurchasePollMs!: number;

  @Setting({
    env: 'G2A_UNCLEAR_PAYMENT_MS',
    doc: 'How long G2A may call an order unpaid that it was told to pay, before staff have to look at it.',
    default: 60_000,
  })
  @IsInt()
  @Min(0)
  @Max(86_400_000)
  g2aUnclearPaymentMs!: number;

  @Setting({
    env: 'G2A_SOLD_OUT_RETRY_MS',
    doc: 'How long a game that G2A has none of is asked for again, before the shopper gets the money back.',
    default: 900_000,
  })
  @IsInt()
  @Min(0)
  @Max(604_800_000)
  g2aSoldOutRetryMs!: number;

  @Setting({
    env: 'G2A_SUBSTITUTE_TOLERANCE_PERCENT',
    doc: 'By how many percent a game may cost more at G2A than the shopper has paid, and still be bought.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  @Max(100)
  g2aSubstituteTolerancePercent!: number;

  @Setting({
    env: 'G2A_EUR_RATES',
    doc: 'What one unit of other currencies is worth in EUR, e.g. USD=0.92,GBP=1.17. Games paid in a currency without a rate wait for staff.',
    default: '',
  })
  @Matches(/^[A-Z]{3}=\d{1,6}(\.\d{1,6})?$/, {
    each: true,
    message: 'may hold entries like USD=0.92',
  })
  g2aEurRates!: string[];

  @Setting({
    env: 'G2A_KEY_LEASE_MS',
    doc: 'How long who reads a key from G2A may take to store it; then the instance counts as dead. More than a call may take.',
    default: 60_000,
  })
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  g2aKeyLeaseMs!: number;
}
