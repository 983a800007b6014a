import {
  ASK_AGAIN,
  createApi,
  createFlags,
  createSession,
  followSession,
  LiveClient,
} from '@tandem/ui';
import { QueryClient } from '@tanstack/vue-query';
import { watch } from 'vue';

/** What every page of the storefront shares: one session, one API client, one socket, one cache. */
export const session = createSession('shop');
/** Settled once it is known whether an earlier visit left somebody signed in. */
export const restored = session.restore();
export const api = createApi(session);
export const live = new LiveClient('/', () => session.token());
followSession(live, session);
// The handshake says who it is: orders and cart of the signed-in shopper come on the same socket.
watch(
  () => session.state.user?.id,
  () => live.reconnect(),
);
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The socket says when something changed; refetching on focus would only add load.
      refetchOnWindowFocus: false,
      staleTime: 30_000,
      ...ASK_AGAIN,
    },
  },
});

export const { useFlag } = createFlags({
  api,
  queryClient,
  live: () => live,
  userId: () => session.state.user?.id,
});
