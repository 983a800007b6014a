import { TextField, UuidField } from '@tandem/http';

/** As G2A PAY documents it. For the description only: it may hold more fields, which are not looked at. */
export class IpnDto {
  @TextField({ optional: true })
  type?: string;

  @TextField({ max: 100 })
  transactionId!: string;

  @UuidField()
  userOrderId!: string;

  @TextField({ example: '19.99' })
  amount!: string;

  @TextField({ example: 'EUR' })
  currency!: string;

  @TextField({ example: 'complete' })
  status!: string;

  @TextField({ description: 'sha256(transactionId + userOrderId + amount + secret)' })
  hash!: string;

  @TextField({ optional: true })
  orderCompleteAt?: string;

  @TextField({ optional: true, example: '0.00' })
  refundedAmount?: string;
}
