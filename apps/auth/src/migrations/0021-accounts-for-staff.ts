import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditTable } from '@tandem/persistence';

/** What staff need to look after accounts: who may not sign in, versions of roles, and lists that read little at a million accounts. */
export class AccountsForStaff1765300000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table users add column deactivated_at timestamptz(3);
      create index users_deactivated on users (id) where deactivated_at is not null;
      alter table roles add column version bigint not null default 1 check (version > 0);

      drop index user_roles_role;
      create index user_roles_role on user_roles (role, user_id);
      create index user_roles_staff on user_roles (user_id) where role <> 'customer';

      -- An address or a name from the beginning of each of its words on: what a search begins with is one stretch of
      -- the index, however many accounts there are.
      create table account_words (
        user_id uuid not null references users (id) on delete cascade,
        word text collate "C" not null,
        primary key (user_id, word)
      );
      create index account_words_word on account_words (word, user_id);

      create function words_of_account(email text, name text) returns setof text language sql immutable
      set search_path = pg_catalog as $$
        select distinct w.word from unnest(array[lower(email), lower(name)]) t (line),
          lateral (select substr(t.line, i) as word from generate_series(1, char_length(t.line)) i
            where i = 1 or (substr(t.line, i, 1) ~ '[[:alnum:]]' and substr(t.line, i - 1, 1) !~ '[[:alnum:]]')
            order by i limit 20) w
      $$;
      create function keep_account_words() returns trigger language plpgsql set search_path = pg_catalog as $$
      begin
        delete from auth.account_words where user_id = new.id;
        insert into auth.account_words (user_id, word)
          select new.id, w from auth.words_of_account(new.email, new.display_name) w;
        return null;
      end $$;
      create trigger keep_words_of_new after insert on users for each row execute function keep_account_words();
      create trigger keep_words after update on users for each row
        when ((old.email, old.display_name) is distinct from (new.email, new.display_name))
        execute function keep_account_words();
      insert into account_words (user_id, word)
        select u.id, w from users u, lateral words_of_account(u.email, u.display_name) w;
    `);
    await runner.query(auditTable('roles', { idColumn: 'name' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger audit_changes on roles;
      drop trigger keep_words on users;
      drop trigger keep_words_of_new on users;
      drop function keep_account_words();
      drop function words_of_account(text, text);
      drop table account_words;
      drop index user_roles_staff;
      drop index user_roles_role;
      create index user_roles_role on user_roles (role);
      alter table roles drop column version;
      alter table users drop column deactivated_at;
    `);
  }
}
