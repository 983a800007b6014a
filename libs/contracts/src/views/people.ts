import { defineView } from './view.js';

/** Who an account belongs to, for staff who read what somebody did. */
export const People = defineView({
  schema: 'auth',
  name: 'people',
  readers: ['operations'],
  columns: { id: 'uuid', email: 'text' },
  select: 'select id, email from auth.users',
});
