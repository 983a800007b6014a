import { Refusal } from '../../../common/refusal.ts';

/** "19.99" or "15" in hundredths. G2A PAY rounds to two decimals whatever the currency. */
export function hundredths(amount: string, field = 'amount'): bigint {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(amount);
  if (!match) throw new Refusal(400, 'BR02', `${field} is not an amount`);
  return BigInt(match[1]! + (match[2] ?? '').padEnd(2, '0'));
}

export function decimal(amount: bigint): string {
  const digits = amount.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
