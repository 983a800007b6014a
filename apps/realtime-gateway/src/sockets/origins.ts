import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page may open a socket: one of the site itself, or of an origin that was set. Any other page would act with
 * the visitor's address and cookies. Programs send no Origin and have neither.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  const page = URL.canParse(origin) ? new URL(origin) : null;
  if (!page || !/^https?:$/.test(page.protocol)) return false;
  // A front door may write its own Host; a page can write neither of the two.
  const hosts = [headers['x-forwarded-host'], headers.host].flat();
  return hosts.some((host) => host !== undefined && sameHost(page, host));
}

function sameHost(page: URL, host: string): boolean {
  const base = `${page.protocol}//${host}`;
  return URL.canParse(base) && new URL(base).host === page.host;
}
