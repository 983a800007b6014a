import type { MigrationInterface, QueryRunner } from 'typeorm';

const PERMISSIONS =
  `content:read content:write stock:read stock:write orders:read orders:write audit:read
  events:read events:write sync:read sync:write flags:read flags:write users:read users:write`.split(
    /\s+/,
  );

const ROLES: Record<string, { description: string; permissions: string[] }> = {
  admin: { description: 'May do everything', permissions: PERMISSIONS },
  content: {
    description: 'Looks after texts, images and prices',
    permissions: ['content:read', 'content:write', 'stock:read'],
  },
  stock: {
    description: 'Looks after stock',
    permissions: ['stock:read', 'stock:write', 'content:read'],
  },
  customer: { description: 'Buys', permissions: [] },
};

export class Roles1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`insert into permissions (name) select unnest($1::text[])`, [PERMISSIONS]);
    for (const [name, { description, permissions }] of Object.entries(ROLES)) {
      await runner.query(`insert into roles (name, description) values ($1, $2)`, [
        name,
        description,
      ]);
      await runner.query(
        `insert into role_permissions (role, permission) select $1, unnest($2::text[])`,
        [name, permissions],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from user_roles; delete from roles; delete from permissions`);
  }
}
