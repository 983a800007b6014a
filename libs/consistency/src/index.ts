export { findWrong } from './find-wrong.js';
export type { Finding } from './find-wrong.js';
export { CHECKS } from './checks.js';
export type { CheckName } from './checks.js';
