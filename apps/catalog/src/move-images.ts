// `npm run images:move -- --to s3|postgresql`: brings the bytes of every image to one place, while the shop is open.
import { parseArgs } from 'node:util';
import { loadSettings } from '@tandem/config';
import { logger } from '@tandem/observability';
import { withDatabase } from '@tandem/persistence';
import { CatalogConfig, IMAGE_PLACES } from './config.js';
import { moveImages } from './images/move-images.js';
import { S3Blobs } from './images/s3-blobs.js';

const { to } = parseArgs({ options: { to: { type: 'string' } } }).values;
const place = IMAGE_PLACES.find((one) => one === to);
if (!place) throw new Error(`--to must be one of ${IMAGE_PLACES.join(', ')}`);

const config = loadSettings(CatalogConfig, [
  'databaseUrl',
  's3Bucket',
  's3Endpoint',
  's3Region',
  's3AccessKeyId',
  's3SecretAccessKey',
]);
if (config.s3Bucket === '') throw new Error('CATALOG_S3_BUCKET is required');
const blobs = new S3Blobs(config);
const options = {
  url: config.databaseUrl,
  schema: 'catalog',
  applicationName: 'catalog-images-move',
  poolSize: 1,
};
const { moved, unreadable } = await withDatabase(options, (database) =>
  moveImages(database, blobs, place),
);
blobs.close();
const log = logger('images-move');
log.info({ renditions: moved, to: place }, 'images are moved');
if (unreadable > 0)
  log.error(
    { renditions: unreadable },
    'images stay where they are: the bucket does not have them as they were put there',
  );
process.exitCode = unreadable === 0 ? 0 : 1;
