import { defineEvent } from '../define-event.js';
import { changedBy, roles, uuid, version } from '../fragments.js';

export const UserRoleChanged = defineEvent({
  type: 'user.role_changed',
  topic: 'tandem.auth.user',
  source: 'auth',
  aggregateType: 'user',
  aggregateKey: 'user_id',
  summary: 'The roles of a user changed. Open sessions must adopt them.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['user_id', 'version', 'roles'],
    properties: { user_id: uuid, version, roles, previous_roles: roles, changed_by: changedBy },
  },
});
