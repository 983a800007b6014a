import { defineJob } from '@tandem/jobs';

/** Takes in the rows of a file. */
export const ImportParts = defineJob<{ import_id: string }>({
  name: 'import-parts',
  title: 'Import parts from a file',
  retry: { firstMs: 1_000, longestMs: 60_000, attempts: 10 },
});
