import {
  ASK_AGAIN,
  createApi,
  createSession,
  createToasts,
  followSession,
  LiveClient,
} from '@tandem/ui';
import { QueryClient } from '@tanstack/vue-query';
import { shallowRef, watch } from 'vue';

/** What every page of the admin panel shares: one session, one API client, one query cache. */
export const session = createSession('admin');
/** Settled once it is known whether an earlier visit left somebody signed in. */
export const restored = session.restore();
export const api = createApi(session);
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      staleTime: 10_000,
      ...ASK_AGAIN,
    },
  },
});

/** The staff socket lives as long as somebody is signed in: its handshake carries the token. */
export const live = shallowRef<LiveClient | null>(null);
watch(
  () => session.state.user?.id,
  (id) => {
    live.value?.close();
    live.value = id ? new LiveClient('/admin', () => session.token()) : null;
    if (live.value) followSession(live.value, session);
    if (!id) queryClient.clear();
  },
  { immediate: true, flush: 'sync' },
);

export const { toasts, toast, toastWithUndo } = createToasts();
