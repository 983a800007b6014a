/** Parts a shopper may wish for. */
export const MAX_WISHES = 200;
/** A move at sign-in may go beyond that, so that nothing is lost. */
export const MAX_WISHES_AFTER_MOVE = 400;
