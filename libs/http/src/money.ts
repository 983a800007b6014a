import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { registerDecorator } from 'class-validator';
import type { ValidationOptions } from 'class-validator';
import { IsString } from 'class-validator';

/** A decimal string and an ISO 4217 code; never a float. */
export interface Money {
  amount: string;
  currency: string;
}

export class MoneyDto implements Money {
  @ApiProperty({ example: '19.99', pattern: '^-?\\d{1,12}(\\.\\d{1,4})?$' })
  @IsString()
  amount!: string;

  @ApiProperty({ example: 'EUR', pattern: '^[A-Z]{3}$' })
  @IsString()
  currency!: string;
}

const AMOUNT = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const decimalsByCurrency = new Map<string, number>();

/**
 * How many decimals an amount in this currency has: 2 for EUR, 0 for JPY, 3 for KWD.
 * @throws RangeError for an unknown currency.
 */
export function currencyDecimals(currency: string): number {
  if (!CURRENCIES.has(currency)) throw new RangeError('Unknown currency');
  let decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
    decimalsByCurrency.set(currency, decimals);
  }
  return decimals;
}

/**
 * An amount in the currency's smallest unit: 19.99 EUR → 1999n.
 * @throws RangeError when it is not an amount of that currency, e.g. has too many decimals.
 */
export function toMinor(money: Money): bigint {
  const decimals = currencyDecimals(money.currency);
  const match = AMOUNT.exec(money.amount);
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > decimals) throw new RangeError('Not an amount of this currency');
  const minor = BigInt(match[2] + fraction.padEnd(decimals, '0'));
  return match[1] === '-' ? -minor : minor;
}

/** The reverse: 1999 EUR → `{amount: '19.99', currency: 'EUR'}`. Takes what a bigint column returns. */
export function fromMinor(minor: bigint | number | string, currency: string): Money {
  const decimals = currencyDecimals(currency);
  const value = BigInt(minor);
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const amount = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return { amount: value < 0n ? `-${amount}` : amount, currency };
}

export interface MoneyRules {
  /** Default: zero is the least. */
  allowNegative?: boolean;
  /** Zero is refused as well. */
  positive?: boolean;
}

/** What is wrong with a value as money; null when nothing is. */
export function moneyProblem(value: unknown, rules: MoneyRules = {}): string | null {
  const { amount, currency, ...rest } = (value ?? {}) as Record<string, unknown>;
  if (typeof amount !== 'string' || typeof currency !== 'string' || Object.keys(rest).length > 0) {
    return 'must be {amount: decimal string, currency: ISO 4217 code}';
  }
  if (!CURRENCIES.has(currency)) return 'has an unknown currency';
  try {
    const minor = toMinor({ amount, currency });
    if (minor < 0n && !rules.allowNegative) return 'must not be negative';
    if (minor <= 0n && rules.positive) return 'must be more than zero';
    return null;
  } catch {
    return `has an amount that is not a decimal with at most ${currencyDecimals(currency)} decimals`;
  }
}

function MoneyRule(rules: MoneyRules, options?: ValidationOptions): PropertyDecorator {
  return (target, key) => {
    registerDecorator({
      name: 'isMoney',
      target: target.constructor,
      propertyName: String(key),
      options,
      validator: {
        validate: (value) => moneyProblem(value, rules) === null,
        defaultMessage: (args) => `$property ${moneyProblem(args?.value, rules) ?? ''}`,
      },
    });
  };
}

/** An exact amount in a known currency; the whole value is checked, so no `@ValidateNested` is needed. */
export function IsMoney(rules: MoneyRules = {}, options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(MoneyRule(rules, options));
}
