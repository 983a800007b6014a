/** Of the refund of a game whose key could not be had. */
export const KEY_UNAVAILABLE = 'key_unavailable';
