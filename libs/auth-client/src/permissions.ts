/** Everything a person can be allowed to do. A route names exactly one of these. */
const PERMISSIONS = [
  'content:read',
  'content:write',
  'stock:read',
  'stock:write',
  'orders:read',
  'orders:write',
  'audit:read',
  'events:read',
  'events:write',
  'sync:read',
  'sync:write',
  'flags:read',
  'flags:write',
  'users:read',
  'users:write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The roles a fresh database is seeded with, as sets of permissions. A customer has none. */
export const ROLES = {
  admin: PERMISSIONS,
  content: ['content:read', 'content:write', 'stock:read'],
  stock: ['stock:read', 'stock:write', 'content:read'],
  customer: [],
} as const satisfies Record<string, readonly Permission[]>;
