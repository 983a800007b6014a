import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertRoutesDeclared, listRoutes } from '@tandem/auth-client';
import { ROUTES_OF_EVERY_SERVICE, ROUTES_OF_JOBS, wrongAnswersToServices } from '@tandem/testing';
import { Gateway } from './testing/gateway.js';

/** What is not for staff, one a line. */
const ROUTES = [
  'POST /api/v1/webhooks/g2a/ipn',
  'POST /api/v1/webhooks/g2a/orders',
  'POST /api/v1/webhooks/inventory',
  'GET /internal/g2a-pay/payments/:payment_id',
  'POST /internal/g2a-pay/payments',
  'POST /internal/g2a-pay/payments/:payment_id/cancel',
  'POST /internal/g2a-pay/payments/:payment_id/refunds',
  'POST /internal/game-keys/:key_id/reveal',
  'POST /internal/availability',
];

describe('the routes of the sync gateway', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await Gateway.open();
  });
  afterAll(() => gateway?.close());

  it('say who may call them, and this table knows every one that is not for staff', () => {
    const { app } = gateway.instances[0]!;
    assertRoutesDeclared(app);
    const found = listRoutes(app).map(({ method, path }) => `${method} ${path}`);
    const known = [...ROUTES, ...ROUTES_OF_EVERY_SERVICE, ...ROUTES_OF_JOBS];
    const notForStaff = found.filter((route) => !route.includes(' /api/v1/admin/'));
    expect(notForStaff.sort()).toEqual(known.sort());
  });

  it('that are internal are asked by the services that each names, with a token for it, and by nobody else', async () => {
    const { app, url } = gateway.instances[0]!;
    const asked = await wrongAnswersToServices(assertRoutesDeclared(app), {
      name: 'sync-gateway',
      url,
    });
    const own = ROUTES.filter((route) => route.includes(' /internal/'));
    const routes = own.length + ROUTES_OF_EVERY_SERVICE.length + ROUTES_OF_JOBS.length;
    expect(asked).toEqual({ routes, wrong: [] });
  });
});
