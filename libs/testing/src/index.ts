export { createTestDatabase } from './database.js';
export type { TestDatabase } from './database.js';
export {
  isRefused,
  loadedDtos,
  nestedFields,
  takenForObjects,
  textsWithoutRule,
} from './dto-rules.js';
export { eventually } from './eventually.js';
export { MailCatcher } from './mail-catcher.js';
export type { CaughtMail } from './mail-catcher.js';
export { freePort, uniquePrefix } from './net.js';
export { proofSeed, proofSize } from './proof.js';
export { testParts } from './parts.js';
export type { TestParts } from './parts.js';
export { TcpProxy } from './tcp-proxy.js';
export * from './tokens.js';
