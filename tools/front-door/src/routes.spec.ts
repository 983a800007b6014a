import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { nginxTemplate } from './nginx.ts';
import { findRoute, isDevious, isPage, readRoutes } from './routes.ts';

const table = readRoutes();

describe('the route table', () => {
  it.each([
    ['/api/v1/parts', 'catalog'],
    ['/api/v1/parts/7', 'catalog'],
    ['/api/v1/games', 'catalog'],
    ['/api/v1/admin/parts', 'catalog'],
    ['/api/v1/admin/parts/7/images', 'catalog'],
    ['/api/v1/admin/parts/7/events', 'catalog'],
    ['/api/v1/admin/parts/7/stock', 'inventory'],
    ['/api/v1/admin/parts/7/stock/adjust', 'inventory'],
    ['/api/v1/admin/parts/7/stocking', 'catalog'],
    ['/api/v1/admin/stock/bulk', 'inventory'],
    ['/api/v1/admin/bulk-stock', 'catalog'],
    ['/api/v1/admin/orders.csv', 'order'],
    ['/api/v1/admin/users.csv', 'auth'],
    ['/api/v1/admin/sync/shortfalls.csv', 'inventory'],
    ['/api/v1/admin/sync/links.csv', 'sync-gateway'],
    ['/api/v1/admin/game-keys.csv', 'sync-gateway'],
    ['/api/v1/admin/users/5/roles', 'auth'],
    ['/api/v1/admin/events/dead-letters', 'realtime-gateway'],
    ['/api/v1/admin/jobs', 'realtime-gateway'],
    ['/api/v1/admin/consistency/report', 'operations'],
    ['/api/v1/admin/consistency/reads', 'watcher'],
    ['/api/v1/admin/audit', 'operations'],
    ['/api/v1/auth/login', 'auth'],
    ['/.well-known/jwks.json', 'auth'],
    ['/api/v1/.well-known/jwks.json', 'auth'],
    ['/socket.io/', 'realtime-gateway'],
  ])('%s is answered by %s', (path, service) => {
    expect(findRoute(table, path)?.service).toBe(service);
  });

  it('lets in a large file where one is imported, and nowhere else', () => {
    const largest = (path: string) => findRoute(table, path)?.largestMiB;
    expect(largest('/api/v1/admin/imports')).toBeGreaterThan(100);
    expect(largest('/api/v1/admin/import-columns')).toBeUndefined();
    expect(largest('/api/v1/admin/parts')).toBeUndefined();
    expect(nginxTemplate(table)).toContain(
      `client_max_body_size ${largest('/api/v1/admin/imports')}m;`,
    );
  });

  it.each(['/api', '/api/v2/parts', '/', '/parts/7', '/socket.iou'])(
    'nobody answers %s',
    (path) => {
      expect(findRoute(table, path)).toBeUndefined();
    },
  );

  it.each(['/internal/reservations', '/metrics', '/health/ready', '/openapi.json'])(
    '%s is for insiders',
    (path) => {
      expect(table.hidden.test(path)).toBe(true);
      expect(findRoute(table, path)).toBeUndefined();
    },
  );

  it.each([
    ['shop', 'storefront'],
    ['admin', 'admin'],
  ])('knows every page of the %s, as its router has them', (site, app) => {
    const router = new URL(`../../../apps/${app}/src/router.ts`, import.meta.url);
    const paths = [...readFileSync(router, 'utf8').matchAll(/path: '([^']+)'/g)].map(
      ([, path]) => path!,
    );
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths.filter((one) => !one.startsWith('/:rest'))) {
      const example = path.replace(/:\w+\((\w+)\|[^)]*\)/g, '$1').replace(/:\w+(\([^)]*\))?/g, '7');
      expect([path, isPage(table, site, example)]).toEqual([path, true]);
    }
    expect(isPage(table, site, '/no-such-page')).toBe(false);
  });

  it('gives the containers’ nginx the same routes: npm run deploy:files after a change', () => {
    const written = new URL('../../../deploy/nginx/default.conf.template', import.meta.url);
    expect(readFileSync(written, 'utf8')).toBe(nginxTemplate(table));
  });
});

describe('a path that means another one than it shows', () => {
  it.each([
    '/api/v1/../../internal/x',
    '/api//v1',
    '/api/v1/%2e%2e/x',
    '/api/v1/a%2Fb',
    '/api/v1/./x',
    '/a\\b',
    '/a%00',
  ])('%s is refused', (path) => {
    expect(isDevious(path)).toBe(true);
  });

  it.each([
    '/',
    '/api/v1/parts/7',
    '/api/v1/parts/caf%C3%A9',
    '/assets/index-a.b.js',
    '/.well-known/jwks.json',
  ])('%s is plain', (path) => {
    expect(isDevious(path)).toBe(false);
  });
});
