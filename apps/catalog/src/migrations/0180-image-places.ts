import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each rendition says where its bytes are, so that they can be in an object store; and every write there is noted before it begins. */
export class ImagePlaces1700000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table image_renditions
        add column place text not null default 'postgresql' check (place in ('postgresql', 's3')),
        add column content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$'),
        add column missing_since timestamptz(3),
        alter column bytes drop not null,
        add constraint image_renditions_bytes check ((bytes is not null) = (place = 'postgresql')),
        add constraint image_renditions_object check (place = 'postgresql' or content_sha256 is not null),
        add constraint image_renditions_missing check (place = 's3' or missing_since is null);
      create index image_renditions_objects on image_renditions (content_sha256) where place = 's3';

      create table image_objects (
        content_sha256 text primary key check (content_sha256 ~ '^[0-9a-f]{64}$'),
        noted_at timestamptz(3) not null default clock_timestamp(),
        removing boolean not null default false
      );
      create index image_objects_noted on image_objects (noted_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table image_objects;
      delete from image_renditions where place = 's3';
      alter table image_renditions drop column missing_since, drop column content_sha256, drop column place,
        alter column bytes set not null`);
  }
}
