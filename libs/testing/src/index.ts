export { createTestDatabase } from './database.js';
export type { TestDatabase } from './database.js';
export { eventually } from './eventually.js';
export { freePort, uniquePrefix } from './net.js';
export { testParts } from './parts.js';
export type { TestParts } from './parts.js';
export { TcpProxy } from './tcp-proxy.js';
export * from './tokens.js';
