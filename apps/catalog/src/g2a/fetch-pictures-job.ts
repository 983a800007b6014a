import { defineJob } from '@tandem/jobs';

/** Fetches the images that G2A names of a part. */
export const FetchPictures = defineJob<{ part_id: number }>({
  name: 'fetch-g2a-pictures',
  title: 'Fetch the pictures of a game from G2A',
});
