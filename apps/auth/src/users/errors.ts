import { conflict, invalidField, type Money } from '@tandem/kernel';

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

export const accountInUse = () =>
  conflict('account_in_use', 'Only a deactivated account can be deleted. Deactivate it first.');

/** What is under way ends while it is known who it is for. */
export const accountOwed = (open: number) =>
  conflict(
    'account_owed',
    'This account has orders, payments or refunds that are not over. Finish or cancel them first.',
    { open },
  );

export const walletNotEmpty = (balances: readonly Money[]) =>
  conflict(
    'wallet_not_empty',
    'There is money in the wallet. Settle it with the person first; nobody can use it afterwards.',
    { balances },
  );
