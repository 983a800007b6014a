import { statSync } from 'node:fs';

/**
 * Specs that take the longest, as `.ci/slowest.mjs` and Jest tell: one that begins last is waited for by a processor that has
 * nothing else to do. A name that is missing here costs time and nothing else.
 */
const LONGEST = [
  'system/orders',
  'system/clients',
  'system/bad-input',
  'system/restore',
  'system/crashes',
  'system/promises',
  'system/warehouse',
  'system/games',
  'system/checked-under-load',
  'system/rolling-restart',
  'scale/search',
  'standalone/src/stops-and-starts',
  'standalone/src/repairs',
  'imports/large-upload',
  'parts/bounded-lists',
  'audit-archive/killed-archive',
  'saga/refusals',
  'g2a/catalogue/proof',
  'purchases/crashes',
  'scale/scale',
  'purchases/hung',
  'g2a-pay/refunds/refunds',
  'mail/src/mail-sender',
  'saga/inventory-away',
  'parts/fresh-lists',
  'client/three-gateways',
  'webhooks/killed',
];

/** Runs the long specs first, then what needs backing services, then the rest; the larger file before the smaller one. */
export default class LongestFirst {
  sort(tests) {
    const weighed = tests.map((test) => {
      const place = LONGEST.findIndex((name) => test.path.includes(`/${name}.`));
      const long = place < 0 ? 0 : LONGEST.length - place;
      return {
        test,
        long,
        isUnit: /[^-]spec\.ts$/.test(test.path),
        size: statSync(test.path).size,
      };
    });
    weighed.sort((a, b) => b.long - a.long || a.isUnit - b.isUnit || b.size - a.size);
    return weighed.map(({ test }) => test);
  }

  allFailedTests(tests) {
    return this.sort(tests);
  }

  cacheResults() {}
}
