import { dictionary } from '@zxcvbn-ts/language-common';
import { MIN_PASSWORD_LENGTH } from './password-length.js';

const common = new Set(
  dictionary['passwords-common']
    .map((password) => String(password).toLowerCase())
    .filter((password) => password.length >= MIN_PASSWORD_LENGTH),
);

/** True for passwords on the lists attackers try first. */
export function isCommonPassword(password: string): boolean {
  return common.has(password.toLowerCase());
}
