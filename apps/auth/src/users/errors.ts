import { conflict, invalidField } from '@tandem/http';

/** Without an admin nobody could make one. */
export const lastAdmin = () =>
  conflict('last_admin', 'This is the last admin: make another one first.');

export const unknownRole = (name: string) => invalidField('roles', `there is no role ${name}`);
