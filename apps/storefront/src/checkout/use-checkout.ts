import type { Money } from '@tandem/kernel';
import {
  type Cart,
  fetchAgain,
  formatMoney,
  type Order,
  type PaymentMethod,
  type Problem,
  toApiError,
  unwrap,
} from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useRouter } from 'vue-router';
import { withChecked } from '../cart/cart-lines';
import {
  acceptCart,
  cartChanges,
  ownChanges,
  refetchCart,
  useFollowedCart,
} from '../cart/use-cart';
import { pause } from '../retry';
import { queryClient, session, api } from '../shop';
import { refetchMoney } from '../wallet/use-wallet';
import { CheckoutAttempt, type Attempt } from './attempt';
import { placeOrder, type Outcome } from './place-order';

export type Phase = 'choosing' | 'checking' | 'placing' | 'asking-again' | 'unknown';

/** One shopper's way from a cart to an order. */
export function useCheckout() {
  const router = useRouter();
  const userId = session.state.user!.id;
  const attempts = new CheckoutAttempt(sessionStorage, userId);
  const phase = ref<Phase>('choosing');
  const problem = shallowRef<Problem | null>(null);
  const { query, cart } = useFollowedCart();
  let left = false;
  onScopeDispose(() => (left = true));

  const queryKey = ['checkout', userId];
  const validation = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const answer = await unwrap(api.POST('/api/v1/checkout/validate', { signal }));
      flag(answer.lines);
      return answer;
    },
    staleTime: 0,
    gcTime: 0,
  });
  // What is in the cart was changed: here, in another tab, or by the shop.
  watch(
    () => query.data.value?.version,
    (version, before) => before !== undefined && fetchAgain(queryClient, queryKey),
  );

  const isReady = computed(
    () =>
      phase.value === 'choosing' &&
      Boolean(cart.value?.items.length) &&
      cart.value!.items.every((line) => line.ok),
  );

  function flag(lines: Parameters<typeof withChecked>[1]): void {
    const shown = query.data.value as Cart | undefined;
    if (shown) acceptCart(withChecked(shown, lines));
  }

  function fail(because: Problem): void {
    phase.value = 'choosing';
    problem.value = because;
  }

  const refuse = (title: string, detail: string): void => fail({ title, detail, status: 409 });

  async function order(method: PaymentMethod): Promise<void> {
    if (!isReady.value) return;
    const seen = cart.value!.total;
    phase.value = 'checking';
    problem.value = null;
    await cartChanges.settled();
    const { data, error } = await validation.refetch();
    if (error || !data) return fail(toApiError(error).problem);
    if (!data.ok) {
      return refuse('Some items are no longer available', 'Reduce or remove the marked items.');
    }
    if (data.total.amount !== seen.amount) return totalChanged(data.total);
    await send(attempts.begin(method, seen));
  }

  function totalChanged(total: Money): void {
    refetchCart();
    const now = formatMoney(total);
    refuse('The total has changed', `It is ${now} now. Check your order and place it again.`);
  }

  async function send(attempt: Attempt): Promise<void> {
    phase.value = 'placing';
    // The order empties the cart: the page keeps showing what is ordered until it is known how that went.
    await ownChanges.during(async () => decided(await outcomeOf(attempt)));
  }

  const outcomeOf = (attempt: Attempt): Promise<Outcome> =>
    placeOrder({
      post: () =>
        unwrap(
          api.POST('/api/v1/orders', {
            params: { header: { 'Idempotency-Key': attempt.key } },
            body: {
              payment_method: attempt.payment_method,
              expected_total: attempt.expected_total,
            },
          }),
        ),
      problemOf: (cause) => toApiError(cause).problem,
      onAgain: () => (phase.value = 'asking-again'),
      pause,
    });

  async function decided(outcome: Outcome): Promise<void> {
    if (outcome.kind === 'unknown') phase.value = 'unknown';
    else if (outcome.kind === 'signed-out') await signInAgain();
    else if (outcome.kind === 'placed') await placed(outcome.order);
    else {
      attempts.end();
      refused(outcome.problem);
    }
  }

  /** The attempt stays open: back here, after signing in, it goes on by itself. */
  async function signInAgain(): Promise<void> {
    phase.value = 'choosing';
    await session.logout();
    await router.push({ name: 'sign-in', query: { back: '/checkout' } });
  }

  async function placed(order: Order): Promise<void> {
    refetchCart();
    refetchMoney();
    fetchAgain(queryClient, ['orders']);
    const payAt = order.status === 'awaiting_payment' ? order.payment?.redirect_url : null;
    if (left) return attempts.end();
    // The browser's "back" from the payment page leads to the order, not to an empty checkout.
    await router.replace({ name: 'order', params: { id: order.id } });
    // Not before: a page that is reloaded until here asks once more, and is led to the order instead of an empty cart.
    attempts.end();
    if (payAt) location.assign(payAt);
  }

  function refused(because: Problem): void {
    if (because.code === 'insufficient_stock') {
      flag((because.lines ?? []).map(({ part_id, available }) => ({ part_id, available })));
      return refuse(
        'Some items have just sold out',
        'No order was placed. Reduce or remove the marked items.',
      );
    }
    if (because.code === 'price_changed') {
      const total = (because as Problem & { total?: Money }).total;
      if (total) return totalChanged(total);
    }
    // An order was made of this very cart before; it is the newest on the list.
    if (because.code === 'idempotency_key_reused') return void router.replace({ name: 'orders' });
    refetchCart();
    refetchMoney();
    fail(because);
  }

  function resume(): void {
    const open = attempts.open();
    if (open) void send(open);
  }

  resume();
  return { query, cart, validation, phase, problem, isReady, order, resume };
}
