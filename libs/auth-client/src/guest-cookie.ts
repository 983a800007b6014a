/** The cookie a guest is known by. The order service makes and reads it; auth hands it on at sign-in. */
export const GUEST_COOKIE = 'tandem_guest';

/** Its name where cookies need TLS: a browser takes it from this very host only, not from one beside or above it. */
export const HOST_GUEST_COOKIE = `__Host-${GUEST_COOKIE}`;

/** The guest's cookie of a request; the name without a prefix is what browsers keep from at home or from before. */
export function guestCookieOf(
  cookies: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return cookies[HOST_GUEST_COOKIE] ?? cookies[GUEST_COOKIE];
}
