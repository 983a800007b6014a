import type { AuthUser } from '@tandem/auth-client';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { TokenBucket } from '@tandem/kernel';
import type { ResumePoint } from './resume-point.js';

/** Whom a socket speaks for, and until when. */
export interface Session {
  user: AuthUser;
  issuedAtMs: number;
  expiresAtMs: number;
}

/** What this instance knows of one connection. */
interface SocketData {
  parts: Set<number>;
  lists: Set<string>;
  /** Parts and lists followed at any time on this connection: what they missed is replayed once. */
  everFollowed: Set<number | string>;
  resume: ResumePoint;
  /** The newest event when the socket last entered rooms: it gets what comes after it. */
  joinedAfter: string | null;
  rate: TokenBucket;
  /** Calls of one socket are answered one after another. */
  work: Promise<unknown>;
  /** Whom the socket speaks for: always set in the staff's namespace, on the shop only after signing in. */
  session?: Session;
  sessionTimer?: NodeJS.Timeout;
}

export type TandemSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type TandemNamespace = Namespace<
  DefaultEventsMap,
  DefaultEventsMap,
  DefaultEventsMap,
  SocketData
>;
