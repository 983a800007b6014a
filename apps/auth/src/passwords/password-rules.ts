import { isCommonPassword } from './common-passwords.js';

/** Why a new password is refused, in words for the person choosing it; null when it is fine. */
export function passwordProblem(password: string, email: string): string | null {
  const lower = password.trim().toLowerCase();
  const address = email.trim().toLowerCase();
  if (lower === address || lower === address.split('@', 1)[0])
    return 'must not be your e-mail address';
  if (/^(.)\1*$/u.test(password)) return 'must not be one character repeated';
  if (isCommonPassword(password)) return 'is one of the most used passwords: choose another';
  return null;
}
