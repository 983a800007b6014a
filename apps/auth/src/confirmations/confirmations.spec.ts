import { describe, expect, it } from '@jest/globals';
import { confirmEmailMail } from './auth-letters.js';
import { confirmationHash, confirmationToken, isConfirmationToken } from './confirmation-token.js';

const SECRET = 'a-key-encryption-secret-used-by-tests-only';
const ID = '0190a000-0000-7000-8000-000000000001';

describe('a confirmation token', () => {
  it('is the same for a mail that is written again, and another one for every link and key', () => {
    const token = confirmationToken(SECRET, ID);
    expect(confirmationToken(SECRET, ID)).toBe(token);
    expect(confirmationToken(SECRET, ID.replace('1', '2'))).not.toBe(token);
    expect(confirmationToken(`${SECRET}!`, ID)).not.toBe(token);
    expect(confirmationHash(token)).toHaveLength(32);
  });

  it('is told from other text without asking the database', () => {
    expect(isConfirmationToken(confirmationToken(SECRET, ID))).toBe(true);
    for (const text of ['', 'guess', `${'a'.repeat(42)}=`, 'a'.repeat(44)]) {
      expect(isConfirmationToken(text)).toBe(false);
    }
  });
});

describe('the mail that asks for a confirmation', () => {
  it('holds the link, how long it works, and greets nobody by a name that a stranger may have chosen', () => {
    const token = confirmationToken(SECRET, ID);
    const mail = confirmEmailMail({
      shopUrl: 'https://shop.test',
      token,
      hours: 48,
    });
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain(`https://shop.test/confirm-email?token=${token}`);
      expect(body).toContain('within 48 hours');
    }
    expect(mail.html).toContain('Hello,');
    expect(mail.text).toContain('\n\nHello,\n\n');
  });
});
