import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badKey } from '../orders/errors.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The header `Idempotency-Key`, null without it; 422 when it is not one. */
export const OptionalIdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext) => {
    const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
    if (header === undefined) return null;
    if (typeof header !== 'string' || !KEY.test(header)) throw badKey();
    return header;
  },
);
