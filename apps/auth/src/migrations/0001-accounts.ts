import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditTable } from '@tandem/persistence';

export class Accounts1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table users (
        id uuid primary key,
        email text not null check (char_length(email) between 3 and 254),
        password_hash text not null check (password_hash like '$argon2id$%'),
        display_name text not null check (char_length(display_name) between 1 and 80),
        email_confirmed_at timestamptz(3),
        version bigint not null default 1 check (version > 0),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now()
      );
      create unique index users_email_key on users (lower(email));

      create table roles (name text primary key, description text not null);
      create table permissions (name text primary key);
      create table role_permissions (
        role text not null references roles (name) on delete cascade,
        permission text not null references permissions (name) on delete cascade,
        primary key (role, permission)
      );
      create table user_roles (
        user_id uuid not null references users (id) on delete cascade,
        role text not null references roles (name),
        primary key (user_id, role)
      );
      create index user_roles_role on user_roles (role);

      create table sessions (
        id uuid primary key,
        user_id uuid not null references users (id) on delete cascade,
        created_at timestamptz(3) not null default now(),
        last_used_at timestamptz(3) not null default now(),
        idle_expires_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        ended_at timestamptz(3),
        end_reason text,
        ip_address text,
        user_agent text,
        check ((ended_at is null) = (end_reason is null))
      );
      create index sessions_open on sessions (user_id, id desc) where ended_at is null;
      create index sessions_over on sessions ((least(ended_at, expires_at, idle_expires_at)));

      create table refresh_tokens (
        token_hash bytea primary key check (octet_length(token_hash) = 32),
        session_id uuid not null references sessions (id) on delete cascade,
        parent_hash bytea,
        used_at timestamptz(3),
        used_by bytea,
        created_at timestamptz(3) not null default now()
      );
      create index refresh_tokens_session on refresh_tokens (session_id);
      create index refresh_tokens_parent on refresh_tokens (parent_hash);

      create table signing_keys (
        kid text primary key,
        public_jwk jsonb not null,
        private_key_sealed bytea not null,
        signs_from timestamptz(3) not null,
        created_at timestamptz(3) not null default now()
      );

      create table security_events (
        id bigint generated always as identity primary key,
        type text not null,
        user_id uuid,
        session_id uuid,
        ip_address text,
        user_agent text,
        correlation_id text,
        detail jsonb not null default '{}',
        created_at timestamptz(3) not null default clock_timestamp()
      );
      create index security_events_user on security_events (user_id, id desc);
      create index security_events_created_at on security_events (created_at);
    `);
    await runner.query(auditTable('users', { redact: ['password_hash'] }));
    await runner.query(auditTable('user_roles', { idColumn: 'user_id' }));
    await runner.query(auditTable('role_permissions', { idColumn: 'role' }));
    // The security log is a record: the service adds to it and reads it, no more.
    await runner.query(`revoke update, delete on security_events from tandem_auth`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table security_events, signing_keys, refresh_tokens, sessions, user_roles, role_permissions,
                 permissions, roles, users;
    `);
  }
}
