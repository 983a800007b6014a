import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { registerDecorator } from 'class-validator';
import type { ValidationOptions } from 'class-validator';
import { currencyDecimals, isCurrency, toMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';

export class MoneyDto implements Money {
  @ApiProperty({ example: '19.99', pattern: '^-?\\d{1,12}(\\.\\d{1,4})?$' })
  amount!: string;

  @ApiProperty({ example: 'EUR', pattern: '^[A-Z]{3}$' })
  currency!: string;
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
