export { findWrong } from './find-wrong.js';
export type { Finding, Query } from './find-wrong.js';
export { CHECKS } from './checks.js';
export type { Check, CheckName } from './checks.js';
