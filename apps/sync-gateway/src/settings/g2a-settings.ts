import { Setting } from '@tandem/config';
import { IsEmail, IsInt, Matches, Max, Min, MinLength } from 'class-validator';
import { PaySettings } from './pay-settings.js';

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
