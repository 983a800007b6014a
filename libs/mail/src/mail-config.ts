import { IsInt, Matches, Max, Min } from 'class-validator';
import { ServiceConfig, Setting, ShopUrl } from '@tandem/config';

/** The settings of a service that sends mail. */
export class MailConfig extends ServiceConfig {
  @Setting({
    env: 'SMTP_URL',
    doc: 'Mail server, smtp(s)://user:password@host:port; add ?requireTLS=true to refuse plain text. Empty: mails wait.',
    default: '',
    secret: true,
  })
  @Matches(/^$|^smtps?:\/\/./, { message: 'must be empty or an smtp:// address' })
  smtpUrl!: string;

  @ShopUrl()
  shopUrl!: string;

  @Setting({
    env: 'MAIL_FROM',
    doc: 'Sender of the mails, as `name <address>`.',
    default: 'Tandem <shop@tandem.test>',
  })
  @Matches(/^[^<>\r\n"]{0,100}<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/, {
    message: 'must be an address or `name <address>`',
  })
  mailFrom!: string;

  @Setting({
    env: 'MAIL_MAX_ATTEMPTS',
    doc: 'How often a mail that the server refuses is tried; a server that is away does not count.',
    default: 12,
  })
  @IsInt()
  @Min(1)
  @Max(100)
  mailMaxAttempts!: number;

  @Setting({
    env: 'MAIL_FIRST_RETRY_MS',
    doc: 'The first wait after a refusal; it doubles up to an hour.',
    default: 5_000,
  })
  @IsInt()
  @Min(10)
  @Max(3_600_000)
  mailFirstRetryMs!: number;

  @Setting({
    env: 'MAIL_GIVE_UP_HOURS',
    doc: 'A mail that could not be sent for so long, whatever the reason, is given up.',
    default: 72,
  })
  @IsInt()
  @Min(1)
  @Max(720)
  mailGiveUpHours!: number;

  @Setting({
    env: 'MAIL_DAYS',
    doc: 'Days that a mail stays on record after it was written, once it is sent or given up.',
    default: 90,
  })
  @IsInt()
  @Min(4)
  @Max(3_650)
  mailDays!: number;

  @Setting({
    env: 'MAIL_CONNECTIONS',
    doc: 'Connections to the mail server an instance keeps at most.',
    default: 4,
  })
  @IsInt()
  @Min(1)
  @Max(50)
  mailConnections!: number;

  @Setting({
    env: 'MAIL_PER_SECOND',
    doc: 'Mails an instance sends in a second at most; a rush of orders has them wait, and large providers begin at 14.',
    default: 14,
  })
  @IsInt()
  @Min(1)
  @Max(1_000)
  mailPerSecond!: number;

  @Setting({
    env: 'MAIL_PER_ADDRESS_PER_DAY',
    doc: 'Mails one address gets from one service in a day (UTC) at most; what is beyond is recorded and not sent.',
    default: 20,
  })
  @IsInt()
  @Min(1)
  @Max(10_000)
  mailPerAddressPerDay!: number;
}
