export { mailCausesSql, mailJobsSql, mailLimitsSql, mailSql } from './sql.js';
export { MailConfig } from './mail-config.js';
export { MailModule } from './mail.module.js';
export { MailQueue } from './mail-queue.js';
export { MailWithheld } from './letters.js';
export type { MailLetters, MailRecipient, QueuedMail } from './letters.js';
export { composeMail } from './compose.js';
export type { MailBlock, MailContent } from './compose.js';
export { nameInLine } from './name-in-line.js';
