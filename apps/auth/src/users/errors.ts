import { conflict, invalidField } from '@tandem/kernel';

/** Without an admin nobody could make one. */
export const lastAdmin = () =>
  conflict(
    'last_admin',
    'This is the only administrator. Make another user an administrator first.',
  );

export const unknownRole = (name: string) =>
  invalidField('roles', `names the role ${name}, which does not exist`);

/** Nobody shuts the door behind themselves. */
export const ownAccount = () =>
  conflict('own_account', 'This is your own account. Ask another administrator to do it.');
