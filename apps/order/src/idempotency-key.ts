import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { invalidField } from '@tandem/kernel';
import type { DomainError } from '@tandem/kernel';
import type { FastifyRequest } from 'fastify';

const KEY = /^[\x21-\x7e]{1,200}$/;

function keyOf(context: ExecutionContext): string | null {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (header === undefined) return null;
  if (typeof header !== 'string' || !KEY.test(header)) throw badKey();
  return header;
}

/** The header `Idempotency-Key`, which must be there; 422 on it otherwise. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const key = keyOf(context);
  if (key === null) throw badKey();
  return key;
});

/** The header `Idempotency-Key`, null without it; 422 when it is not one. */
export const OptionalIdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext) => keyOf(context),
);

const badKey = (): DomainError =>
  invalidField('Idempotency-Key', 'must be 1 to 200 visible ASCII characters');
