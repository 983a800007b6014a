import { defineJob, defineRecurringJob } from '@tandem/jobs';

/** Takes in the rows of a file. */
export const ImportParts = defineJob<{ import_id: string }>({
  name: 'import-parts',
  title: 'Import parts from a file',
  retry: { firstMs: 1_000, longestMs: 60_000, attempts: 10 },
});

export const DeleteImportFiles = defineRecurringJob({
  name: 'delete-import-files',
  title: 'Delete the files of old imports',
  everyMs: 3_600_000,
});
