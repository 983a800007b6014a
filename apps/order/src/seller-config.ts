import { Setting } from '@tandem/config';
import { MailConfig } from '@tandem/mail';
import { IsTimeZone, Matches, MaxLength, MinLength } from 'class-validator';

/** Who sells, as the invoices say. */
export class SellerConfig extends MailConfig {
  @Setting({ env: 'ORDER_SELLER_NAME', doc: 'The seller on invoices.', default: 'Tandem' })
  @MinLength(1)
  @MaxLength(200)
  sellerName!: string;

  @Setting({
    env: 'ORDER_SELLER_ADDRESS',
    doc: 'The seller’s address on invoices; `|` begins a new line.',
    default: '',
  })
  @MaxLength(500)
  sellerAddress!: string;

  @Setting({
    env: 'ORDER_SELLER_VAT_ID',
    doc: 'The seller’s VAT number on invoices.',
    default: '',
  })
  @MaxLength(40)
  sellerVatId!: string;

  @Setting({
    env: 'TANDEM_TIME_ZONE',
    doc: 'The time zone the shop keeps its books in, an IANA name: the day of a payment on an invoice is the day there.',
    default: 'Europe/Berlin',
  })
  // Names alone: an offset knows no summer time.
  @Matches(/^[A-Za-z]/, { message: 'must be an IANA name, e.g. Europe/Berlin' })
  @IsTimeZone({ message: 'must be an IANA name, e.g. Europe/Berlin' })
  timeZone!: string;
}
