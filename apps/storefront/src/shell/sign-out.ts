import { router } from '../router';
import { queryClient, session } from '../shop';

/** Ends the session and forgets what only its owner may see. */
export async function leave(): Promise<void> {
  await session.logout();
  if (router.currentRoute.value.meta.signedIn) await router.push({ name: 'catalogue' });
  for (const name of [
    'cart',
    'wishlist',
    'orders',
    'order',
    'wallet',
    'transactions',
    'checkout',
  ]) {
    queryClient.removeQueries({ queryKey: [name], type: 'inactive' });
  }
}
