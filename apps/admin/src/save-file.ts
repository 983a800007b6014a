import { unwrap } from '@tandem/ui';

/** Hands a file to the person, as a download does. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What a list asks for, without the place in it: its file has every page. */
export const filtersOf = <A extends object>(asked: A) => ({
  ...asked,
  cursor: undefined,
  limit: undefined,
});

/** Saves what the API answers to a request with `parseAs: 'blob'`. */
export async function saveAnswer(
  answer: Parameters<typeof unwrap<unknown>>[0],
  name: string,
): Promise<void> {
  saveFile((await unwrap(answer)) as Blob, name);
}
