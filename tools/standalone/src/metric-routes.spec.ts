import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { questions } from './testing/alert-rules.ts';

/** Every route of the services; `route-priorities.int-spec` holds it against what they serve. */
const SERVED = readFileSync(new URL('testing/route-priorities.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' ').slice(2) as [method: string, route: string]);

const asked = questions()
  .flatMap((text) => [...text.matchAll(/\{[^{}]*http_route=[^{}]*\}/g)])
  .map(([labels]) => labels);

/** An alert on a route that was renamed would be silent for good. */
describe('what alerts and dashboards ask of requests', () => {
  it('is asked of some', () => {
    expect(new Set(asked).size).toBeGreaterThanOrEqual(5);
  });

  it.each([...new Set(asked)])('%s is of a route that a service has', (labels) => {
    const [, how, route] = /http_route(=~?)"([^"]*)"/.exec(labels)!;
    const [, asksMethod] = /http_request_method="([^"]*)"/.exec(labels) ?? [];
    const isMeant = (served: string) =>
      how === '=' ? served === route : new RegExp(`^(?:${route})$`).test(served);
    const found = SERVED.filter(
      ([method, served]) => isMeant(served) && (asksMethod === undefined || method === asksMethod),
    );
    expect(found).not.toEqual([]);
  });
});
