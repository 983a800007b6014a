import { defineEvent } from '../define-event.js';
import { uuid, version } from '../fragments.js';

export const UserUpdated = defineEvent({
  type: 'user.updated',
  topic: 'tandem.auth.user',
  source: 'auth',
  aggregateType: 'user',
  aggregateKey: 'user_id',
  summary:
    'A user changed their profile. The event names the changed fields but does not carry their values.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['user_id', 'version', 'changed'],
    properties: { user_id: uuid, version, changed: { type: 'array', items: { type: 'string' } } },
  },
});
