import { Setting } from '@tandem/config';
import { MailConfig } from '@tandem/mail';
import { MaxLength, MinLength } from 'class-validator';

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
}
