import { defineEvent } from '../define-event.js';
import { uuid, version } from '../fragments.js';

export const UserDeleted = defineEvent({
  type: 'user.deleted',
  topic: 'tandem.auth.user',
  source: 'auth',
  aggregateType: 'user',
  aggregateKey: 'user_id',
  summary: 'An account was deleted.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['user_id', 'version'],
    properties: { user_id: uuid, version },
  },
});
