import { ServiceConfig, Setting } from '@tandem/config';
import { IsEmail, IsInt, Matches, Max, Min, MinLength } from 'class-validator';

const HTTP_ADDRESS = { message: 'must be an http(s) address' };

/** How the shop talks to G2A PAY. */
export class PaySettings extends ServiceConfig {
  @Setting({
    env: 'G2A_PAY_CHECKOUT_URL',
    doc: 'Where G2A PAY makes and shows payment pages, e.g. https://checkout.pay.g2a.com.',
  })
  @Matches(/^https?:\/\/[^\s?#]+$/, HTTP_ADDRESS)
  g2aPayCheckoutUrl!: string;

  @Setting({
    env: 'G2A_PAY_REST_URL',
    doc: 'Where G2A PAY tells of transactions (/rest/transactions), e.g. https://pay.g2a.com.',
  })
  @Matches(/^https?:\/\/[^\s?#]+$/, HTTP_ADDRESS)
  g2aPayRestUrl!: string;

  @Setting({ env: 'G2A_PAY_API_HASH', doc: 'The API hash of the shop at G2A PAY.', secret: true })
  @MinLength(8)
  g2aPayApiHash!: string;

  @Setting({
    env: 'G2A_PAY_SECRET',
    doc: 'The API secret of the shop at G2A PAY: signs what the two tell each other.',
    secret: true,
  })
  @MinLength(8)
  g2aPaySecret!: string;

  @Setting({
    env: 'G2A_PAY_MERCHANT_EMAIL',
    doc: 'The e-mail address of the shop at G2A PAY; part of the authorization.',
  })
  @IsEmail()
  g2aPayMerchantEmail!: string;

  @Setting({
    env: 'G2A_PAY_DEADLINE_MS',
    doc: 'How long a call to G2A PAY may take, repeats included; less than callers of this service wait.',
    default: 3_000,
  })
  @IsInt()
  @Min(100)
  @Max(60_000)
  g2aPayDeadlineMs!: number;

  @Setting({
    env: 'G2A_PAY_REQUESTS_PER_MINUTE',
    doc: 'Calls an instance makes to G2A PAY in a minute at most; G2A allows 600 in all.',
    default: 300,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  g2aPayRequestsPerMinute!: number;

  @Setting({
    env: 'G2A_PAY_POLL_MS',
    doc: 'The first pause before G2A PAY is asked again about a notification, a refund or a payment that waits.',
    default: 1_000,
  })
  @IsInt()
  @Min(10)
  @Max(60_000)
  g2aPayPollMs!: number;

  @Setting({
    env: 'G2A_PAY_UNCERTAIN_REFUND_MS',
    doc: 'How long after a refund without an answer G2A PAY may still carry it out; only then it is sent again.',
    default: 30_000,
  })
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  g2aPayUncertainRefundMs!: number;

  @Setting({
    env: 'G2A_IPN_REFUSALS_PER_MINUTE',
    doc: 'Forged notifications of an address that are put on record in a minute; further ones are answered with 429. Signed ones are never refused for it.',
    default: 60,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  g2aIpnRefusalsPerMinute!: number;
}
