import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { registerDecorator } from 'class-validator';
import type { ValidationOptions } from 'class-validator';
import { currencyDecimals, isCurrency } from '@tandem/contracts/currencies';

/** A decimal string and an ISO 4217 code; never a float. */
export interface Money {
  amount: string;
  currency: string;
}

export class MoneyDto implements Money {
  @ApiProperty({ example: '19.99', pattern: '^-?\\d{1,12}(\\.\\d{1,4})?$' })
  amount!: string;

  @ApiProperty({ example: 'EUR', pattern: '^[A-Z]{3}$' })
  currency!: string;
}

const AMOUNT = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/;
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

/**
 * The greatest amount there can be in a currency, twelve digits before the point: sums that can grow beyond it are held
 * against it before they are stored.
 */
export function greatestMinor(currency: string): bigint {
  return 10n ** BigInt(12 + currencyDecimals(currency)) - 1n;
}

export interface MoneyRules {
  /** Default: zero is the least. */
  allowNegative?: boolean;
  /** Zero is refused as well. */
  positive?: boolean;
}

export interface MoneyProblem {
  /** The field inside the value that is wrong; undefined when it is the value itself. */
  field?: string;
  message: string;
}

/** What is wrong with a value as money; null when nothing is. */
export function moneyProblem(value: unknown, rules: MoneyRules = {}): MoneyProblem | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { message: 'must be {amount: decimal string, currency: ISO 4217 code}' };
  }
  const { amount, currency, ...rest } = value as Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return { field: unknown, message: 'is not a known field' };
  if (!isCurrency(currency)) {
    return { field: 'currency', message: 'must be an ISO 4217 code' };
  }
  const message = amountProblem(amount, currency, rules);
  return message === null ? null : { field: 'amount', message };
}

function amountProblem(amount: unknown, currency: string, rules: MoneyRules): string | null {
  if (typeof amount !== 'string') return 'must be a decimal string';
  const decimals = currencyDecimals(currency);
  if (/^-?\d{13,}(\.\d*)?$/.test(amount)) return 'must have at most 12 digits before the point';
  let minor: bigint;
  try {
    minor = toMinor({ amount, currency });
  } catch {
    return `must be a decimal with at most ${decimals} decimals`;
  }
  if (minor < 0n && !rules.allowNegative) return 'must not be negative';
  if (minor <= 0n && rules.positive) return 'must be more than zero';
  return null;
}

/** The message names the field inside the value after the property, as `price.currency must be …`. */
function MoneyRule(rules: MoneyRules, options?: ValidationOptions): PropertyDecorator {
  return (target, key) => {
    registerDecorator({
      name: 'isMoney',
      target: target.constructor,
      propertyName: String(key),
      options,
      validator: {
        validate: (value) => moneyProblem(value, rules) === null,
        defaultMessage: (args) => {
          const { field, message } = moneyProblem(args?.value, rules) ?? { message: '' };
          return field === undefined ? `$property ${message}` : `$property.${field} ${message}`;
        },
      },
    });
  };
}

/** An exact amount in a known currency; the whole value is checked, so no `@ValidateNested` is needed. */
export function IsMoney(rules: MoneyRules = {}, options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(MoneyRule(rules, options));
}
