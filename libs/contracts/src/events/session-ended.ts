import { defineEvent } from '../define-event.js';
import { uuid, version } from '../fragments.js';

export const SessionEnded = defineEvent({
  type: 'session.ended',
  topic: 'tandem.auth.user',
  source: 'auth',
  aggregateType: 'session',
  aggregateKey: 'session_id',
  summary:
    'A session ended. Access tokens with its id in `sid` are refused from now on. A session ends once, so the version is always 1.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['session_id', 'user_id', 'version', 'reason'],
    properties: {
      session_id: uuid,
      user_id: uuid,
      version,
      reason: {
        type: 'string',
        description:
          'logout, ended_by_user, refresh_reused, roles_changed, too_many, ended_by_staff or account_deactivated. More reasons may be added.',
      },
    },
  },
});
