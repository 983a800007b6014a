import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { MessageRate } from './message-rate.js';
import type { ResumePoint } from './resume-point.js';
import type { StaffSession } from './staff-session.js';

/** What this instance knows of one connection. */
export interface SocketData {
  parts: Set<number>;
  lists: Set<string>;
  /** Parts and lists followed at any time on this connection: what they missed is replayed once. */
  everFollowed: Set<number | string>;
  resume: ResumePoint;
  rate: MessageRate;
  /** Calls of one socket are answered one after another. */
  work: Promise<unknown>;
  /** Set in the staff's namespace only. */
  session?: StaffSession;
  sessionTimer?: NodeJS.Timeout;
}

export type TandemSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type TandemNamespace = Namespace<
  DefaultEventsMap,
  DefaultEventsMap,
  DefaultEventsMap,
  SocketData
>;
