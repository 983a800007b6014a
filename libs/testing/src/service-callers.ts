import { randomUUID } from 'node:crypto';
import { SERVICE_NAMES } from '@tandem/config';
import { serviceToken } from './service-keys.js';

/** What the libraries answer in every service, by path and method. */
export const ROUTES_OF_EVERY_SERVICE = [
  'GET /internal/dead-letters',
  'GET /internal/dead-letters/:id',
  'POST /internal/dead-letters/:id/discard',
  'POST /internal/dead-letters/:id/retry',
  'POST /internal/replay',
  'GET /internal/replay/handlers',
] as const;

/** What `@tandem/jobs` answers in every service that has jobs. */
export const ROUTES_OF_JOBS = ['GET /internal/jobs', 'POST /internal/jobs/:id/retry'] as const;

/** A route as `listRoutes` of `@tandem/auth-client` gives it. */
interface Route {
  method: string;
  path: string;
  rule?: { kind: string; callers?: readonly string[] } | undefined;
}

/** A running service: its name and its address. */
interface Called {
  name: string;
  url: string;
}

/**
 * Calls every internal route of a service as each of the others, and with each kind of a wrong token. Returns what was
 * answered otherwise than it must be (401 for a bad token, 403 for a service that the route does not name), and how many
 * routes there were.
 */
export async function wrongAnswersToServices(
  routes: readonly Route[],
  called: Called,
): Promise<{ routes: number; wrong: string[] }> {
  const internal = routes.filter(({ rule }) => rule?.kind === 'internal');
  const wrong: string[] = [];
  for (const { method, path, rule } of internal) {
    const callers = rule?.callers ?? [];
    const url = called.url + path.replace(/:\w+/g, () => randomUUID());
    const answer = async (token: string | undefined) => {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (token) headers['authorization'] = `Bearer ${token}`;
      const body = method === 'GET' ? {} : { body: '{}' };
      const response = await fetch(url, { method, headers, ...body });
      await response.arrayBuffer();
      return response.status;
    };
    const expectAnswer = async (who: string, token: string | undefined, status: number) => {
      const got = await answer(token);
      if (got !== status) wrong.push(`${method} ${path}, ${who}: ${got}, not ${status}`);
    };
    if (callers.length === 0) wrong.push(`${method} ${path} names no caller`);
    for (const service of SERVICE_NAMES) {
      const token = await serviceToken(service, called.name);
      if (!callers.includes(service)) await expectAnswer(service, token, 403);
      else if ([401, 403].includes(await answer(token))) wrong.push(`${path} refuses ${service}`);
    }
    for (const caller of callers) {
      const other = SERVICE_NAMES.find((name) => name !== caller && name !== called.name)!;
      const token = (claims: Parameters<typeof serviceToken>[2]) =>
        serviceToken(caller, called.name, claims);
      await expectAnswer('for another service', await serviceToken(caller, other), 401);
      await expectAnswer('signed by another', await token({ signer: other }), 401);
      await expectAnswer('another’s key id', await token({ keyId: other, signer: other }), 401);
      await expectAnswer('another’s issuer', await token({ issuer: other }), 401);
      await expectAnswer('another’s subject', await token({ subject: other }), 401);
      await expectAnswer('an unknown key id', await token({ keyId: 'nobody' }), 401);
      await expectAnswer('a token of two minutes', await token({ expiresIn: 120 }), 401);
      await expectAnswer('an old token', await token({ age: 90 }), 401);
      await expectAnswer('a token of tomorrow', await token({ age: -86_400 }), 401);
    }
    await expectAnswer('nobody', undefined, 401);
  }
  return { routes: internal.length, wrong };
}
