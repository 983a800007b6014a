export { createTestDatabase } from './database.js';
export type { TestDatabase } from './database.js';
export { takenForObjects, textsWithoutRule } from './dto-rules.js';
export { callUrl, cookieOf } from './call-url.js';
export type { Answer, Problem } from './call-url.js';
export { logOf } from './captured-log.js';
export { eventually } from './eventually.js';
export { holdRelay } from './hold-relay.js';
export { inTime } from './in-time.js';
export { MailCatcher } from './mail-catcher.js';
export { freePort, uniquePrefix } from './net.js';
export { buildServices, endProcess, runScript, startBuilt } from './processes.js';
export { proofSeed, proofSize } from './proof.js';
export { backingServices } from './backing-services.js';
export { emptyRedisOf, redisOf } from './redis.js';
export { openBench, ServiceBench } from './service-bench.js';
export type { BenchCall, BenchOptions } from './service-bench.js';
export {
  ROUTES_OF_EVERY_SERVICE,
  ROUTES_OF_JOBS,
  wrongAnswersToServices,
} from './service-callers.js';
export { standIn } from './stand-in.js';
export type { StandIn } from './stand-in.js';
export { sourceHeard, standInSources } from './stand-in-sources.js';
export { SERVICE_KEYS, serviceKeyOf, serviceToken } from './service-keys.js';
export { setFlag } from './set-flag.js';
export { TcpProxy } from './tcp-proxy.js';
export * from './tokens.js';
export { whereKept } from './where-kept.js';
