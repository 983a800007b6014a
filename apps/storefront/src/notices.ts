import { ref } from 'vue';

export interface Notice {
  text: string;
  color: 'success' | 'error' | 'info' | 'warning';
}

/** The queue takes a shown notice out by replacing the list. */
export const notices = ref<Notice[]>([]);

export function notify(text: string, color: Notice['color'] = 'success'): void {
  notices.value = [...notices.value, { text, color }];
}
