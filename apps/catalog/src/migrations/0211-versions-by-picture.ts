import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The picture that nothing has shown for the longest is found without a look at the others. */
export class UnusedPicturesByAge1700000000261 implements MigrationInterface {
  name = 'UnusedPicturesByAge1700000000261';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set lock_timeout = 0');
    await runner.query('drop index concurrently if exists image_blobs_unused');
    await runner.query(
      'create index concurrently image_blobs_unused on image_blobs (unused_since) where unused_since is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index concurrently if exists image_blobs_unused');
  }
}

/** A version says in its snapshot alone which pictures it has. */
export class VersionsByPicture1700000000262 implements MigrationInterface {
  name = 'VersionsByPicture1700000000262';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set lock_timeout = 0');
    await runner.query('drop index concurrently if exists part_content_versions_images');
    await runner.query(
      `create index concurrently part_content_versions_images on part_content_versions
         using gin (jsonb_path_query_array(content_snapshot, '$.images[*].url'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index concurrently if exists part_content_versions_images');
  }
}
