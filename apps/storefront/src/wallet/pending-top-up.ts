import { formatMoney, type TopUp, unwrap } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { computed, ref, watch } from 'vue';
import { toast } from '../toasts';
import { api } from '../shop';
import { refetchMoney } from './use-wallet';

/** The shopper comes back from the payment page to this very tab. */
const KEY = 'tandem.shop.top-up';

/** Money comes through G2A's notice to us, seconds after the shopper is back. */
const ASK_EVERY_MS = 2_000;

/** A top-up that was begun in this tab and is not settled yet: asked after until it is. */
export function usePendingTopUp() {
  const id = ref(sessionStorage.getItem(KEY));
  const query = useQuery({
    queryKey: computed(() => ['top-up', id.value] as const),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/wallet/top-ups/{id}', {
          params: { path: { id: id.value! } },
          signal,
        }),
      ),
    enabled: computed(() => id.value !== null),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? ASK_EVERY_MS : false),
    staleTime: 0,
  });
  const pending = computed(() =>
    id.value && query.data.value?.status === 'pending' ? query.data.value : null,
  );

  function forget(): void {
    sessionStorage.removeItem(KEY);
    id.value = null;
  }

  function ended({ status, amount }: TopUp): void {
    if (status === 'settled') toast(`${formatMoney(amount)} is on your balance`);
    else toast(`The top-up of ${formatMoney(amount)} failed`, 'warning');
    forget();
    refetchMoney();
  }

  watch(query.data, (topUp) => topUp && topUp.status !== 'pending' && ended(topUp), {
    immediate: true,
  });
  watch(query.error, (error) => error && forget());

  /** Settled at once, or paid on another page first. */
  function begun(topUp: TopUp): void {
    refetchMoney();
    if (topUp.status !== 'pending') return ended(topUp);
    sessionStorage.setItem(KEY, topUp.id);
    id.value = topUp.id;
    if (topUp.redirect_url) location.assign(topUp.redirect_url);
  }

  return { pending, begun, forget };
}
