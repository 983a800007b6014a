import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a list shows of a long description: its first words without markup, never half a tag or half an entity, so that
 * it is still HTML that may be shown. A hundred whole descriptions are five megabytes, and nobody reads them in a list.
 */
const EXCERPT = `
  create function description_excerpt(description text) returns text
    language sql immutable parallel safe return
      case when char_length(description) <= 300 then description
      else regexp_replace(
        left(btrim(regexp_replace(regexp_replace(left(description, 2000), '<[^>]*(>|$)', ' ', 'g'), '\\s+', ' ', 'g')), 280),
        '(&[A-Za-z0-9#]*|\\s\\S*)$', '') || '…' end;
`;

export class Lists1700000000010 implements MigrationInterface {
  name = 'Lists1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EXCERPT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function description_excerpt(text)`);
  }
}
