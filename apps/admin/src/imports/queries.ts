import { unwrap, type ImportField, type PartsImport } from '@tandem/ui';
import { api } from '../panel';
import { saveFile } from '../save-file';
import { useList } from '../table/use-list';

/** No event tells of them. */
const ASK_AGAIN_MS = 2_000;
/** So much of a file tells what it is. */
const HEAD_BYTES = 256 * 1024;

const form = (
  parts: Record<string, Blob | string>,
): { body: never; bodySerializer: () => FormData } => {
  const body = new FormData();
  // The service reads the form as it arrives: what is short goes first.
  for (const [name, value] of Object.entries(parts).reverse()) body.append(name, value);
  return { body: body as never, bodySerializer: () => body };
};

/** Imports, newest first, with how far they have come. */
export function useImports() {
  return useList({
    key: 'admin-imports',
    filters: [],
    ask: (query: { limit: number; cursor?: string }, signal) =>
      unwrap(api.GET('/api/v1/admin/imports', { params: { query }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });
}

/** What the columns of a file look like, and are probably for. */
export function previewFile(file: File) {
  const head = new File([file.slice(0, HEAD_BYTES)], file.name);
  return unwrap(api.POST('/api/v1/admin/import-columns', form({ file: head })));
}

export type Mapping = Record<string, ImportField | null>;

export async function startImport(file: File, mapping: Mapping, dryRun: boolean): Promise<void> {
  await unwrap(
    api.POST('/api/v1/admin/imports', {
      params: { query: { dry_run: dryRun } },
      ...form({ file, mapping: JSON.stringify(mapping) }),
    }),
  );
}

export async function steerImport(
  { id }: PartsImport,
  act: 'cancel' | 'resume' | 'apply',
): Promise<void> {
  const given = { params: { path: { id } } };
  if (act === 'cancel') await unwrap(api.POST('/api/v1/admin/imports/{id}/cancel', given));
  else if (act === 'resume') await unwrap(api.POST('/api/v1/admin/imports/{id}/resume', given));
  else await unwrap(api.POST('/api/v1/admin/imports/{id}/apply', given));
}

export async function downloadErrors({ id, file_name }: PartsImport): Promise<void> {
  const errors = await unwrap(
    api.GET('/api/v1/admin/imports/{id}/errors.csv', {
      params: { path: { id } },
      parseAs: 'blob',
    }),
  );
  saveFile(errors as unknown as Blob, `errors of ${file_name.replace(/\.\w+$/, '')}.csv`);
}
