import { ROLES } from '../flags/wording';

export const roleText = (name: string): string =>
  (ROLES as Readonly<Record<string, string>>)[name] ?? name;

const AREAS: Readonly<Record<string, string>> = {
  content: 'Parts and their content',
  stock: 'Stock',
  orders: 'Orders and customers',
  users: 'Accounts and roles',
  sync: 'Integrations and webhooks',
  events: 'Events and background work',
  flags: 'Feature flags',
  audit: 'Audit log',
};

export interface Area {
  name: string;
  title: string;
  read?: string;
  write?: string;
}

/** Permissions by what they are about, as a table shows them: who may see it, and who may change it. */
export function areasOf(permissions: readonly string[]): Area[] {
  const areas = new Map<string, Area>(
    Object.entries(AREAS).map(([name, title]) => [name, { name, title }]),
  );
  for (const permission of permissions) {
    const [name = '', act] = permission.split(':');
    const area = areas.get(name) ?? { name, title: name };
    areas.set(name, { ...area, [act === 'write' ? 'write' : 'read']: permission });
  }
  return [...areas.values()].filter(({ read, write }) => read ?? write);
}

/** "See and change": what a role may do in an area. */
export function mayText({ read, write }: Area, permissions: readonly string[]): string {
  const words = [
    read && permissions.includes(read) ? 'see' : null,
    write && permissions.includes(write) ? 'change' : null,
  ].filter((word) => word !== null);
  const text = words.join(' and ');
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : '–';
}
