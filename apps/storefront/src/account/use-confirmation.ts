import { unwrap, useAction } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { toast } from '../toasts';
import { api, session } from '../shop';
import { resendConfirmation } from './confirm-email';

/**
 * Whether the signed-in shopper has yet to confirm their address. The link of the mail is opened elsewhere, in another tab
 * or on a phone: so it is asked again whenever the shopper comes back to this page.
 */
export function useUnconfirmed() {
  const known = computed(() => session.state.user?.email_confirmed ?? true);
  const me = useQuery({
    queryKey: computed(() => ['me', session.state.user?.id]),
    enabled: computed(() => !known.value),
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/auth/me', { signal })),
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  });
  return {
    isUnconfirmed: computed(() => !known.value && !me.data.value?.email_confirmed),
    lookAgain: () => me.refetch(),
  };
}

/** Has the mail with the link sent once more; auth bounds how often. */
export function useResend(confirmedAlready?: () => unknown) {
  return useAction(
    async () => {
      await resendConfirmation();
      toast('A new mail is on its way to you.');
    },
    {
      onFailure: (error) => {
        const isConfirmed = error.code === 'already_confirmed';
        toast(
          isConfirmed ? 'Your e-mail address is confirmed already.' : error.message,
          isConfirmed ? 'success' : 'error',
        );
        if (isConfirmed) confirmedAlready?.();
      },
    },
  );
}
