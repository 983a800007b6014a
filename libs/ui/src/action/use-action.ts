import { computed, ref, shallowRef } from 'vue';
import { toApiError, type ApiError } from '../api/problem';

interface Options {
  /** Beside `failure` and `message`, which show it in place: a toast, say. */
  onFailure?: (error: ApiError) => void;
}

/**
 * One thing a person sets off with a button or a form: busy while it runs, what it failed with afterwards. While it
 * runs it can't be set off again, whatever draws the button.
 */
export function useAction<A extends unknown[]>(
  work: (...given: A) => Promise<unknown>,
  { onFailure }: Options = {},
) {
  const busy = ref(false);
  const failure = shallowRef<ApiError | null>(null);

  /** True once the work is done; false when it failed, which is never thrown, or was still running. */
  async function run(...given: A): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    failure.value = null;
    try {
      await work(...given);
      return true;
    } catch (cause) {
      failure.value = toApiError(cause);
      onFailure?.(failure.value);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return {
    busy,
    failure,
    run,
    /** What went wrong as a whole; null when single fields say it. */
    message: computed(() =>
      failure.value && !failure.value.problem.errors?.length ? failure.value.message : null,
    ),
    /** What is wrong with a field, by its dotted path; of several paths the first that is. */
    fieldError: (...fields: string[]) =>
      sentence(fields.map((field) => failure.value?.fieldError(field)).find(Boolean)),
    clear: () => (failure.value = null),
  };
}

/** Under its field a message stands alone: "must be …" begins with a capital there. */
function sentence(message: string | undefined): string | undefined {
  return message && message.charAt(0).toUpperCase() + message.slice(1);
}
