import { defineEvent } from '../define-event.js';
import { roles, uuid, version } from '../fragments.js';

export const UserRegistered = defineEvent({
  type: 'user.registered',
  topic: 'tandem.auth.user',
  source: 'auth',
  aggregateType: 'user',
  aggregateKey: 'user_id',
  summary: 'A user created an account.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['user_id', 'version', 'roles'],
    properties: { user_id: uuid, version, roles },
  },
});
