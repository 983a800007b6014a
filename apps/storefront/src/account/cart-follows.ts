import { toApiError, unwrap } from '@tandem/ui';
import { ref } from 'vue';
import { refetchCart } from '../cart/use-cart';
import { toast } from '../toasts';
import { pause } from '../retry';
import { restored, session, api } from '../shop';
import { refetchWishlist } from '../wishlist/use-wishlist';
import { followCart } from './follow-cart';

/** Outlives a reload: whose cart is still on its way. */
const KEY = 'tandem.shop.cart-follows';

/** What the guest had chosen is still on its way into the account. */
export const cartFollows = ref(false);

async function follow(userId: string): Promise<void> {
  if (cartFollows.value) return;
  cartFollows.value = true;
  localStorage.setItem(KEY, userId);
  const wanted = (): boolean => session.state.user?.id === userId;
  try {
    const moved = await followCart({
      migrate: () => unwrap(api.POST('/api/v1/cart/migrate')),
      statusOf: (cause) => toApiError(cause).status,
      wanted,
      pause,
    });
    if (wanted()) localStorage.removeItem(KEY);
    if (moved) toast('Your cart and wishlist were moved to your account');
  } finally {
    cartFollows.value = false;
  }
  refetchCart();
  refetchWishlist();
}

/** What sign-in and registration say of the guest's cart; a move that failed is finished in the background. */
export function afterSignIn(migration?: { cart: string; wishlist: string }): void {
  const parts = [migration?.cart, migration?.wishlist];
  if (parts.includes('failed') && session.state.user) {
    toast('You are signed in. Your cart is being moved to your account.', 'info');
    void follow(session.state.user.id);
  } else if (parts.includes('moved')) {
    toast('Your cart was moved to your account');
  }
}

export function followCartAfterReload(): void {
  void restored.then(() => {
    const userId = session.state.user?.id;
    if (userId && localStorage.getItem(KEY) === userId) void follow(userId);
  });
}
