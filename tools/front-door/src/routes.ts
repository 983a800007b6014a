import { readFileSync } from 'node:fs';

export interface Route {
  service: string;
  /** The answer must come from the instance that a socket's id names. */
  sticky: boolean;
  match: RegExp;
}

export interface RouteTable {
  routes: Route[];
  /** Paths of services that no visitor may reach. */
  hidden: RegExp;
}

export const ROUTES_FILE = new URL('../../../deploy/routes.json', import.meta.url);

export function readRoutes(file: URL = ROUTES_FILE): RouteTable {
  const raw = JSON.parse(readFileSync(file, 'utf8')) as {
    routes: { match: string; service: string; sticky?: boolean }[];
    hidden: string;
  };
  return {
    routes: raw.routes.map(({ match, service, sticky = false }) => ({
      match: new RegExp(match),
      service,
      sticky,
    })),
    hidden: new RegExp(raw.hidden),
  };
}

export function findRoute(table: RouteTable, path: string): Route | undefined {
  return table.routes.find(({ match }) => match.test(path));
}

/**
 * A path that means another one than it shows (dot segments, encoded slashes, empty segments) could reach what the
 * table hides.
 */
export function isDevious(path: string): boolean {
  return /\/\.{1,2}(\/|$)|\/\/|\\|%2f|%5c|%2e|%00/i.test(path);
}
