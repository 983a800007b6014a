/** Whose a cart or a wishlist is. */
export interface Owner {
  kind: 'user' | 'guest';
  /** A UUID. */
  id: string;
}

export const user = (id: string): Owner => ({ kind: 'user', id });
export const guest = (id: string): Owner => ({ kind: 'guest', id });
