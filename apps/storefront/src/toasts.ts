import { createToasts } from '@tandem/ui';

/** The shop's short notices; the queue stands in `App.vue`. */
export const { toasts, toast } = createToasts();
