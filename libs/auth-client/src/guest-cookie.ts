/** The cookie a guest is known by. The order service makes and reads it; auth hands it on at sign-in. */
export const GUEST_COOKIE = 'tandem_guest';
