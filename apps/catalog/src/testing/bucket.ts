import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';

const NAME = 'pictures';
const OBJECT = /^([0-9a-f]{64})\.webp\._S3rver_object$/;

/** A bucket of a real server of the S3 protocol, in this process; requests that are signed with another key are refused. */
export class Bucket {
  private constructor(
    private readonly server: S3rver,
    private readonly directory: string,
    /** The settings of a catalog that keeps its images here. */
    readonly settings: Record<string, string>,
  ) {}

  static async open(): Promise<Bucket> {
    const directory = mkdtempSync(join(tmpdir(), 'tandem-bucket-'));
    const server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      directory,
      silent: true,
      configureBuckets: [{ name: NAME }],
    });
    // Clients sign `/bucket/`, and the server looks for the signature of `/bucket`: as it does for a bucket with a host of its own.
    server.middleware.splice(-1, 0, (context, next) => {
      if (context.path === `/${NAME}/`) {
        context.state.vhost = true;
        context.mountPath = '/';
      }
      return next();
    });
    const { port } = await server.run();
    return new Bucket(server, directory, {
      CATALOG_IMAGES_IN: 's3',
      CATALOG_S3_BUCKET: NAME,
      CATALOG_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      CATALOG_S3_ACCESS_KEY_ID: 'S3RVER',
      CATALOG_S3_SECRET_ACCESS_KEY: 'S3RVER',
    });
  }

  /** The hashes that its objects are called by. */
  names(): string[] {
    const files = readdirSync(this.directory, { recursive: true, encoding: 'utf8' });
    return files.flatMap((file) => OBJECT.exec(file.split('/').at(-1)!)?.[1] ?? []).sort();
  }

  bytes(name: string): Buffer {
    return readFileSync(this.fileOf(name));
  }

  /** Puts other bytes into an object, past the protocol. */
  corrupt(name: string): void {
    writeFileSync(this.fileOf(name), 'something else');
  }

  lose(name: string): void {
    rmSync(this.fileOf(name));
  }

  async close(): Promise<void> {
    await this.server.close();
    rmSync(this.directory, { recursive: true });
  }

  private fileOf(name: string): string {
    return join(this.directory, NAME, 'images', `${name}.webp._S3rver_object`);
  }
}
