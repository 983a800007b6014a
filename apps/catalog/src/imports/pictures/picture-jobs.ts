import { defineJob } from '@tandem/jobs';

/** Fetches the pictures that the rows of an import name. */
export const FetchImportPictures = defineJob<{ import_id: string }>({
  name: 'fetch-import-pictures',
  title: 'Fetch the pictures of an imported file',
});
