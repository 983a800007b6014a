import { EmailField, IntField, MoneyDto, ObjectListField } from '@tandem/http';

/** What the shop and a customer still owe each other. */
export class StandingDto {
  @IntField({ min: 0, description: 'Orders, payments and refunds that are not over.' })
  open!: number;

  @ObjectListField(() => MoneyDto, { description: 'What is in the wallet; empty when nothing is.' })
  balances!: MoneyDto[];
}

export class AddressBody {
  @EmailField()
  email!: string;
}
