import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badKey } from './errors.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The header `Idempotency-Key`, which must be there; 422 on it otherwise. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (typeof header !== 'string' || !KEY.test(header)) throw badKey();
  return header;
});
