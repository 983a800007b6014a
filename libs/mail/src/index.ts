export { mailChannel, mailSql } from './sql.js';
export { MailConfig } from './mail-config.js';
export { MailQueue, mailQueue } from './mail-queue.js';
export type { NewMail } from './mail-queue.js';
