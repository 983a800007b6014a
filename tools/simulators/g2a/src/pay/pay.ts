import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings.ts';
import { Book } from './book.ts';
import { addCheckout } from './checkout.ts';
import { addPayControl, type Elsewhere } from './control.ts';
import { Ipn } from './ipn.ts';
import { addRest } from './rest.ts';

/**
 * G2A PAY as a whole.
 * @param elsewhere sends a notification that a test wants and that is about no payment.
 */
export function addPay(
  server: FastifyInstance,
  settings: Settings,
  elsewhere: Elsewhere,
): { reset(): void } {
  const parts = { book: new Book(), ipn: new Ipn(settings) };
  addCheckout(server, settings, parts);
  const limit = addRest(server, settings, parts);
  addPayControl(server, settings, { ...parts, elsewhere });
  return {
    reset: () => {
      parts.book.clear();
      parts.ipn.clear();
      limit.clear();
    },
  };
}
