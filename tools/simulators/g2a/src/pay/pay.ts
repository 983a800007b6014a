import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings.ts';
import { Book } from './book.ts';
import { addCheckout } from './checkout.ts';
import { addPayControl } from './control.ts';
import { Ipn } from './ipn.ts';
import { addRest } from './rest.ts';

/** G2A PAY as a whole. */
export function addPay(server: FastifyInstance, settings: Settings): { reset(): void } {
  const parts = { book: new Book(), ipn: new Ipn(settings) };
  addCheckout(server, settings, parts);
  const limit = addRest(server, settings, parts);
  addPayControl(server, settings, parts);
  return {
    reset: () => {
      parts.book.clear();
      parts.ipn.clear();
      limit.clear();
    },
  };
}
