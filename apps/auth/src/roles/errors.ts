import { conflict, invalidField } from '@tandem/kernel';

export const fixedRole = () =>
  conflict(
    'fixed_role',
    'The permissions of this role can’t be changed: administrators may do everything, and customers have no part in the panel.',
  );

export const unknownPermission = (name: string) =>
  invalidField('permissions', `names the permission ${name}, which does not exist`);
