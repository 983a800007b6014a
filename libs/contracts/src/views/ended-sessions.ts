import { uuid } from '../fragments.js';
import { parserOf } from '../parser.js';
import { defineView } from './view.js';

/** Sessions that are over while an access token of them may still be about. */
export const EndedSessionsView = defineView({
  schema: 'auth',
  name: 'ended_sessions',
  readers: ['auth', 'catalog', 'inventory', 'orders', 'sync', 'realtime', 'watcher', 'operations'],
  columns: {
    session_id: 'uuid',
    user_id: 'uuid',
    reason: 'text',
    tokens_until: 'timestamp(3) with time zone',
  },
  select: `
    select session_id, user_id, reason, tokens_until from auth.ended_session_list
     where tokens_until > clock_timestamp()`,
});

/** The channel on which auth's database announces a row of it. */
export const SESSION_ENDED_CHANNEL = 'tandem_session_ended';

/** A row as it is announced, with its time in milliseconds. */
export const parseEndedSession = parserOf({
  type: 'object',
  additionalProperties: false,
  required: ['session_id', 'user_id', 'reason', 'tokens_until'],
  properties: {
    session_id: uuid,
    user_id: uuid,
    reason: { type: 'string' },
    tokens_until: { type: 'number' },
  },
});
