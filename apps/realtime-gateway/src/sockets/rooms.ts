import { TOPICS } from '@tandem/contracts';
import type { Permission } from '@tandem/auth-client';

/** Names of Socket.IO rooms, built here only. */
export const rooms = {
  part: (id: number) => `part:${id}`,
  list: (name: string) => `list:${name}`,
  /** Staff who follow a part and may read everything this topic says about it. */
  staffPart: (id: number, topic: string) => `part:${id}|${topic}`,
  /** Staff who follow a part and may read only what shoppers see of this topic. */
  staffPartPublic: (id: number, topic: string) => `part:${id}|${topic}|public`,
  monitor: (topic: string) => `monitor:${topic}`,
  /** Sockets of one person: on the shop, where their own orders go; in the staff's namespace, to end them. */
  user: (id: string) => `user:${id}`,
  /** Sockets of one sign-in, to end them with it. */
  session: (id: string) => `session:${id}`,
  alerts: 'alerts',
  /** Staff who are told of every order. */
  orders: 'orders',
  /** Staff who are told how runs of synchronisation go. */
  runs: 'runs',
} as const;

/** What a topic takes to be read in full, beside `events:read` which reads every topic. */
const READ_PERMISSION: Readonly<Record<string, Permission>> = {
  [TOPICS.part]: 'content:read',
  [TOPICS.stock]: 'stock:read',
  [TOPICS.user]: 'users:read',
  [TOPICS.order]: 'orders:read',
  [TOPICS.cart]: 'orders:read',
  [TOPICS.g2a]: 'events:read',
  [TOPICS.externalStock]: 'stock:read',
};

/** The topics somebody with these permissions may read in full. */
export function readableTopics(permissions: readonly string[]): string[] {
  const all = permissions.includes('events:read');
  return Object.entries(READ_PERMISSION)
    .filter(([, needed]) => all || permissions.includes(needed))
    .map(([topic]) => topic);
}

/** The topics that are about parts. */
export const PART_TOPICS: readonly string[] = [TOPICS.part, TOPICS.stock];
