import { type Cart, formatMoney } from '@tandem/ui';
import { computed, onBeforeUnmount, ref, type Ref } from 'vue';
import { SeenPrices, type PriceNotice } from './price-notices';

/** Prices that changed under the shopper's eyes or since the last visit; leaving the page takes note of them. */
export function usePriceNotices(cart: Ref<Cart | undefined>) {
  const prices = new SeenPrices(localStorage);
  const acknowledged = ref(0);
  const notices = computed<Map<number, PriceNotice>>(() => {
    void acknowledged.value;
    return cart.value ? prices.notices(cart.value) : new Map();
  });
  /** What a screen reader says; the lines themselves show it. */
  const spoken = computed(() =>
    (cart.value?.items ?? [])
      .flatMap(({ part_id, part_name }) => {
        const change = notices.value.get(part_id);
        return change
          ? `${part_name}: price changed from ${formatMoney(change.from)} to ${formatMoney(change.to)}.`
          : [];
      })
      .join(' '),
  );
  function acknowledge(): void {
    if (cart.value) prices.acknowledge(cart.value);
    acknowledged.value += 1;
  }
  onBeforeUnmount(acknowledge);
  return { notices, spoken, acknowledge };
}
