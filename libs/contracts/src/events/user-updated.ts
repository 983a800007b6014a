import { defineEvent } from '../define-event.js';
import { uuid, version } from '../fragments.js';

export const UserUpdated = defineEvent({
  type: 'user.updated',
  topic: 'tandem.auth.user',
  source: 'auth',
  aggregateType: 'user',
  aggregateKey: 'user_id',
  summary: 'Profile fields changed; which ones, not their values.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['user_id', 'version', 'changed'],
    properties: { user_id: uuid, version, changed: { type: 'array', items: { type: 'string' } } },
  },
});
