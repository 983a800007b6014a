import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { unavailable } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import type { CatalogConfig } from '../config.js';
import type { BlobStore } from './blob-store.js';

const FOLDER = 'images/';
const ENDING = '.webp';
const RETRY_AFTER_SECONDS = 5;

const log = logger('catalog');
const keyOf = (sha256: string): string => `${FOLDER}${sha256}${ENDING}`;

export type BucketSettings = Pick<
  CatalogConfig,
  's3Bucket' | 's3Endpoint' | 's3Region' | 's3AccessKeyId' | 's3SecretAccessKey'
>;

/** Objects in a bucket of a store that speaks S3. */
export class S3Blobs implements BlobStore {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(settings: BucketSettings) {
    this.bucket = settings.s3Bucket;
    this.client = new S3Client({
      endpoint: settings.s3Endpoint,
      region: settings.s3Region,
      credentials: {
        accessKeyId: settings.s3AccessKeyId,
        secretAccessKey: settings.s3SecretAccessKey,
      },
      // What most stores that are not Amazon's understand.
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 2,
      requestHandler: {
        connectionTimeout: 2_000,
        requestTimeout: 10_000,
        throwOnRequestTimeout: true,
      },
    });
  }

  async put(sha256: string, bytes: Buffer): Promise<void> {
    await this.answered(() =>
      this.client.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: keyOf(sha256),
          Body: bytes,
          ContentType: 'image/webp',
        }),
      ),
    );
  }

  get(sha256: string): Promise<Buffer | null> {
    return this.answered(async () => {
      try {
        const { Body } = await this.client.send(
          new GetObjectCommand({ Bucket: this.bucket, Key: keyOf(sha256) }),
        );
        return Body ? Buffer.from(await Body.transformToByteArray()) : null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    });
  }

  async remove(sha256: string): Promise<void> {
    await this.answered(() =>
      this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: keyOf(sha256) })),
    );
  }

  async namesAfter(sha256: string): Promise<string[]> {
    const { Contents = [] } = await this.answered(() =>
      this.client.send(
        new ListObjectsV2Command({
          Bucket: this.bucket,
          Prefix: FOLDER,
          MaxKeys: 1_000,
          ...(sha256 && { StartAfter: keyOf(sha256) }),
        }),
      ),
    );
    return Contents.map(({ Key = '' }) => Key.slice(FOLDER.length, -ENDING.length));
  }

  close(): void {
    this.client.destroy();
  }

  /** Whoever asked is told to come again; what went wrong is for operators. */
  private async answered<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      log.error({ err: error }, 'the store of images did not do what it was asked');
      throw unavailable('The store of images does not answer.', RETRY_AFTER_SECONDS);
    }
  }
}
