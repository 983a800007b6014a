import type { MigrationInterface, QueryRunner } from 'typeorm';
import { mailSql } from '@tandem/mail';

export class Confirmations1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(mailSql('auth'));
    await runner.query(`
      create table email_confirmations (
        id uuid primary key,
        user_id uuid not null references users (id) on delete cascade,
        token_hash bytea not null check (octet_length(token_hash) = 32),
        created_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3) not null,
        used_at timestamptz(3),
        constraint email_confirmations_token unique (token_hash)
      );
      create index email_confirmations_user on email_confirmations (user_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('The queue may hold mails that were never sent: it is not dropped.');
  }
}
