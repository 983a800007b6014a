import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditTable } from '@tandem/persistence';

const audited = (redact: string[]): string =>
  `drop trigger audit_changes on users; ${auditTable('users', { redact })}`;

/**
 * Whoever is deleted leaves nothing behind that tells who they were (decision 0142). No entry of the audit log can be changed, so
 * it gets no address and no name any more; the security log forgets from where they came.
 */
export class DeletedAccounts1765300000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(audited(['password_hash', 'email', 'display_name']));
    await runner.query(`
      create function forget_person(person uuid) returns void language sql security definer
      set search_path = pg_catalog as $$
        -- Refusals are counted by address and minute; without the address two of them would be one.
        delete from auth.security_events where user_id = person and minute is not null;
        update auth.security_events set ip_address = null, user_agent = null where user_id = person;
      $$;
      revoke all on function forget_person(uuid) from public;
      grant execute on function forget_person(uuid) to tandem_auth;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function forget_person(uuid)');
    await runner.query(audited(['password_hash']));
  }
}
