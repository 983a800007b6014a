import { Setting } from '@tandem/config';
import { IsEmail, IsIn, IsInt, Matches, Max, Min, MinLength, ValidateIf } from 'class-validator';
import { PaySettings } from './pay-settings.js';

const usesOauth = ({ g2aApiAuth }: { g2aApiAuth: string }): boolean => g2aApiAuth === 'oauth';

/** How the shop buys at G2A (Integration API), and how it keeps what it bought. */
export class G2aSettings extends PaySettings {
  @Setting({
    env: 'G2A_API_URL',
    doc: 'Where games are bought, without /v1, e.g. https://sandboxapi.g2a.com.',
  })
  @Matches(/^https?:\/\/[^\s?#]+$/, { message: 'must be an http(s) address' })
  g2aApiUrl!: string;

  @Setting({
    env: 'G2A_API_HASH',
    doc: 'The API hash of the shop as a buyer at G2A.',
    secret: true,
  })
  @MinLength(8)
  g2aApiHash!: string;

  @Setting({
    env: 'G2A_API_SECRET',
    doc: 'The API secret of the shop as a buyer at G2A.',
    secret: true,
  })
  @MinLength(8)
  g2aApiSecret!: string;

  @Setting({
    env: 'G2A_API_AUTH',
    doc: 'How the shop shows who it is at G2A: `hash` (of the API hash, secret and e-mail address) or `oauth` (a token for the client id and secret).',
    default: 'hash',
  })
  @IsIn(['hash', 'oauth'])
  g2aApiAuth!: 'hash' | 'oauth';

  @Setting({
    env: 'G2A_API_CLIENT_ID',
    doc: 'The client id of the shop at G2A, for `oauth`.',
    default: '',
  })
  @ValidateIf(usesOauth)
  @MinLength(1)
  g2aApiClientId!: string;

  @Setting({
    env: 'G2A_API_CLIENT_SECRET',
    doc: 'The client secret of the shop at G2A, for `oauth`.',
    default: '',
    secret: true,
  })
  @ValidateIf(usesOauth)
  @MinLength(8)
  g2aApiClientSecret!: string;

  @Setting({ env: 'G2A_API_EMAIL', doc: 'The e-mail address of the shop as a buyer at G2A.' })
  @IsEmail()
  g2aApiEmail!: string;

  @Setting({
    env: 'G2A_DEADLINE_MS',
    doc: 'How long a call to G2A may take once it may be sent, repeats included.',
    default: 10_000,
  })
  @IsInt()
  @Min(100)
  @Max(60_000)
  g2aDeadlineMs!: number;

  @Setting({
    env: 'G2A_REQUESTS_PER_MINUTE',
    doc: 'Requests to G2A in any minute, of all instances together.',
    default: 600,
  })
  @IsInt()
  @Min(10)
  @Max(1_000_000)
  g2aRequestsPerMinute!: number;

  @Setting({
    env: 'G2A_WINDOW_MS',
    doc: 'The minute of G2A_REQUESTS_PER_MINUTE, for a G2A that counts over another time.',
    default: 60_000,
  })
  @IsInt()
  @Min(1_000)
  @Max(3_600_000)
  g2aWindowMs!: number;

  @Setting({
    env: 'G2A_INSTANCES',
    doc: 'How many instances of the sync gateway there are: without Redis each has its part of the requests to G2A.',
    default: 1,
  })
  @IsInt()
  @Min(1)
  @Max(100)
  g2aInstances!: number;

  @Setting({
    env: 'G2A_WEBHOOK_SECRET',
    doc: 'What calls to /webhooks/g2a/orders are signed with.',
    secret: true,
  })
  @MinLength(16)
  g2aWebhookSecret!: string;

  @Setting({
    env: 'GAME_KEY_ENCRYPTION_SECRET',
    doc: 'What the keys of sold games are encrypted with.',
    secret: true,
  })
  @MinLength(32)
  gameKeyEncryptionSecret!: string;
}
