import { Setting } from '@tandem/config';
import { IsCron } from '@tandem/jobs';
import { IsInt, Matches, Max, MaxLength, Min } from 'class-validator';
import { SellerConfig } from './seller-config.js';

/** How people hear of parts that are back, and staff of those that ran out. */
export class StockNoticesConfig extends SellerConfig {
  @Setting({
    env: 'ORDER_STOCK_NOTICE_PAUSE_MS',
    doc: 'Whoever is told that a part is back has so long before the next who wait are told of the pieces that are still free.',
    default: 1_800_000,
  })
  @IsInt()
  @Min(0)
  @Max(604_800_000)
  stockNoticePauseMs!: number;

  @Setting({
    env: 'ORDER_STOCK_WISHES_PER_HOUR',
    doc: 'How often one network address may ask within an hour to be told when a part is back.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  stockWishesPerHour!: number;

  @Setting({
    env: 'ORDER_STOCK_NOTICE_DAYS',
    doc: 'Days that a wish to be told of a part stays on record once it was answered, and so a notice to staff.',
    default: 30,
  })
  @IsInt()
  @Min(7)
  @Max(3_650)
  stockNoticeDays!: number;

  @Setting({
    env: 'ORDER_STOCK_DIGEST_TO',
    doc: 'Addresses of staff, separated by commas, who get the mail about parts that ran out or low; empty: nobody.',
    default: '',
  })
  @Matches(/^$|^[^\s,@]+@[^\s,@]+(,[^\s,@]+@[^\s,@]+){0,19}$/, {
    message: 'must be empty or at most 20 e-mail addresses separated by commas',
  })
  @MaxLength(2_000)
  stockDigestTo!: string;

  @Setting({
    env: 'ORDER_STOCK_DIGEST_CRON',
    doc: 'When that mail is sent if there is news, as a cron expression in UTC, e.g. 0 6 * * *; empty: never.',
    default: '',
  })
  @IsCron()
  stockDigestCron!: string;
}
