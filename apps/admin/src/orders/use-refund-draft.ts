import { reactive, watch } from 'vue';
import { keptDraft } from '../panel-drafts';
import { useUnsavedWork } from '../unsaved';
import { emptyDraft, type RefundDraft } from './refund-draft';
import type { StaffOrderDetail } from './types';

/** Closed by a slip of the pointer, the dialog still holds what was typed; once it is sent it begins anew. */
export function useRefundDraft(order: StaffOrderDetail) {
  const empty = () => emptyDraft(order);
  const draft = reactive(empty());
  const store = keptDraft<RefundDraft>(`order.${order.id}.refund`);
  Object.assign(draft, store.kept() ?? {});
  const isDirty = () => JSON.stringify(draft) !== JSON.stringify(empty());
  watch(draft, () => (isDirty() ? store.keep({ ...draft }) : store.drop()));

  function forget(): void {
    store.drop();
    Object.assign(draft, empty());
  }

  return { draft, forget, guard: useUnsavedWork(isDirty, forget) };
}
