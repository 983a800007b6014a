import { request } from 'undici';
import { FORM, bodyOf, filled, type Route } from './described.js';
import { inParallel } from './walk-bodies.js';

interface Heard {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  length: number;
}

async function ask(
  url: string,
  method: string,
  { body, headers }: { body?: Buffer | string; headers?: Record<string, string> } = {},
): Promise<Heard> {
  const answer = await request(url, { method: method as 'GET', body, headers });
  const { byteLength } = await answer.body.arrayBuffer();
  return { status: answer.statusCode, headers: answer.headers, length: byteLength };
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'];

/** What may be done at an address: one template can match what another spells out. */
function allowedAt(routes: Route[], { service }: Route, address: string): string[] {
  const matching = routes.filter((route) => {
    const pattern = route.path.replaceAll(/[.]/g, '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+');
    return route.service === service && new RegExp(`^${pattern}$`).test(address);
  });
  const methods = new Set<string>(matching.map(({ method }) => method));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods, 'OPTIONS'].sort();
}

const isOfPeople = ({ operation }: Route) =>
  (operation.security ?? []).some((one) => 'bearer' in one || 'guest' in one);

function words(header: string | string[] | undefined): string[] {
  return String(header ?? '')
    .toLowerCase()
    .split(/,\s*/);
}

async function checkMethods(routes: Route[], route: Route, failures: string[]) {
  const address = filled(route);
  const allowed = allowedAt(routes, route, address);
  for (const method of METHODS) {
    if (allowed.includes(method)) continue;
    const { status, headers } = await ask(route.url + address, method);
    const told = words(headers['allow'])
      .map((word) => word.toUpperCase())
      .sort();
    if (status !== 405 || told.join() !== allowed.join()) {
      failures.push(`${route.service} ${method} ${route.path} → ${status}, allow: ${told.join()}`);
    }
  }
}

async function checkRead(route: Route, token: string, failures: string[]) {
  const url = route.url + filled(route);
  const headers = { authorization: `Bearer ${token}` };
  const [read, head] = [await ask(url, 'GET', { headers }), await ask(url, 'HEAD', { headers })];
  const what = `${route.service} GET ${route.path}`;
  if (head.status !== read.status || head.length !== 0) {
    failures.push(`${what} → ${read.status}, HEAD → ${head.status}, ${head.length} bytes`);
  }
  for (const name of ['content-type', 'cache-control', 'vary']) {
    if (head.headers[name] === read.headers[name]) continue;
    failures.push(`${what}: HEAD has another ${name}: ${String(head.headers[name])}`);
  }
  if (!words(read.headers['vary']).includes('accept-encoding')) failures.push(`${what}: no Vary`);
  const kept = words(read.headers['cache-control']);
  if (isOfPeople(route) && !kept.includes('no-store')) {
    failures.push(`${what} is somebody's, and is kept: ${kept.join()}`);
  }
}

const BAD_BYTES = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
const BAD_FORM = Buffer.from('a=%FF%FE&b=\xff', 'latin1');

async function checkBody(route: Route, token: string, failures: string[]) {
  const body = bodyOf(route);
  if (!body) return;
  const form = body.type === FORM;
  const wrong: [type: string, body: Buffer | string, status: number][] = [
    [`${body.type}; charset=iso-8859-1`, form ? 'a=b' : '{}', 415],
    [`${body.type}; charset=utf-16`, form ? 'a=b' : '{}', 415],
    ['text/plain', 'text', 415],
    ['application/xml', '<a/>', 415],
    [body.type, form ? BAD_FORM : BAD_BYTES, 400],
  ];
  for (const [type, bytes, expected] of wrong) {
    const { status } = await ask(route.url + filled(route), route.method, {
      body: bytes,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
    });
    if (status === expected) continue;
    failures.push(`${route.service} ${route.method} ${route.path} with ${type} → ${status}`);
  }
}

/** What HTTP asks of every operation: methods, HEAD, who may keep it, and bodies that are no text. */
export async function walkHttp(routes: Route[], all: Route[], token: string): Promise<string[]> {
  const failures: string[] = [];
  await inParallel(routes, async (route) => {
    await checkMethods(all, route, failures);
    if (route.method === 'GET') await checkRead(route, token, failures);
    else await checkBody(route, token, failures);
  });
  return failures.sort();
}
