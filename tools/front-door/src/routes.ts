import { readFileSync } from 'node:fs';
import { SERVICES, type ServiceEntry } from '@tandem/config/services';

export interface Route {
  service: string;
  /** The answer must come from the instance that a socket's id names. */
  sticky: boolean;
  match: RegExp;
  /** The largest body that it takes, where that is more than elsewhere. */
  largestMiB?: number;
}

export interface RouteTable {
  routes: Route[];
  /** Paths of services that no visitor may reach. */
  hidden: RegExp;
  /** Paths of the staff's API: the shop's door does not have them. */
  staff: RegExp;
  /** Addresses of each site's own pages; any other is none. */
  pages: Record<string, RegExp[]>;
}

const ROUTES_FILE = new URL('../../../deploy/routes.json', import.meta.url);

export function readRoutes(file: URL = ROUTES_FILE): RouteTable {
  const raw = JSON.parse(readFileSync(file, 'utf8')) as {
    hidden: string;
    staff: string;
    uploads: { match: string; service: string; largestMiB: number }[];
    pages: Record<string, string[]>;
  };
  return {
    routes: routesOf(SERVICES, raw.uploads),
    hidden: new RegExp(raw.hidden),
    staff: new RegExp(raw.staff),
    pages: Object.fromEntries(
      Object.entries(raw.pages).map(([site, pages]) => [
        site,
        pages.map((page) => new RegExp(page)),
      ]),
    ),
  };
}

/** The first that matches answers: sockets, uploads, and last of all the service that answers the rest. */
function routesOf(
  services: readonly ServiceEntry[],
  larger: readonly { match: string; service: string; largestMiB: number }[],
): Route[] {
  const sockets = services.flatMap(({ name, sockets }) =>
    sockets ? [{ match: new RegExp(sockets), service: name, sticky: true }] : [],
  );
  const uploads = larger.map((one) => ({ ...one, match: new RegExp(one.match), sticky: false }));
  const paths = [
    ...services.filter(({ answersTheRest }) => !answersTheRest),
    ...services.filter(({ answersTheRest }) => answersTheRest),
  ].flatMap(({ name, routes }) =>
    routes.map((match) => ({ match: new RegExp(match), service: name, sticky: false })),
  );
  return [...sockets, ...uploads, ...paths];
}

export function findRoute(table: RouteTable, path: string): Route | undefined {
  return table.routes.find(({ match }) => match.test(path));
}

/**
 * A path that means another one than it shows (dot segments, encoded slashes, empty segments) could reach what the
 * table hides.
 */
export const DEVIOUS = /\/\.{1,2}(\/|$)|\/\/|\\|#|%2f|%5c|%2e|%00/i;

export function isDevious(path: string): boolean {
  return DEVIOUS.test(path);
}

/** Whether a path of a service is not to be had at this site's door. */
export function isHidden(table: RouteTable, site: string, path: string): boolean {
  return table.hidden.test(path) || (site === 'shop' && table.staff.test(path));
}

export function isPage(table: RouteTable, site: string, path: string): boolean {
  return table.pages[site]?.some((page) => page.test(path)) ?? false;
}

/** What a path means once its letters are read: `/%61pi` is `/api`, for every part that decides by it. */
export function plainPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
