export { startService } from './service.js';
export type { ListeningConfig, RunningService, ServiceDefinition, ServiceDeps } from './service.js';
export { HealthRegistry } from './health.js';
export type { CheckResult, HealthCheck, HealthReport } from './health.js';
export {
  DomainError,
  conflict,
  forbidden,
  invalidField,
  isRefusal,
  isVerdict,
  notFound,
  unavailable,
  validationFailed,
  versionConflict,
  writeInFlight,
} from './domain-error.js';
export type { FieldError } from './domain-error.js';
export { databaseRefusal, knowCheck } from './database-refusal.js';
export type { DatabaseRefusal } from './database-refusal.js';
export { PROBLEM_CONTENT_TYPE } from './problem.js';
export type { Problem } from './problem.js';
export { ProblemFilter } from './problem-filter.js';
export { LEAVING_HEADER } from './intake.js';
export { BodyLimits } from './body-limits.js';
export { utf8Text } from './body-parser.js';
export { ReadsBody } from './unasked-body.js';
export { RequestValidationPipe, isStorableText } from './validation.js';
export { MAX_INT4, etagOf, expectedVersion, ifMatchVersion, notModified } from './etag.js';
export { IntId, IntIdPipe, UuidId, UuidPipe, parseIntId } from './int-id.js';
export { parseFields, pickFields } from './fields.js';
export {
  CURRENCIES,
  currencyDecimals,
  currencyDecimalsSql,
  isCurrency,
} from '@tandem/contracts/currencies';
export { IsMoney, MoneyDto, fromMinor, greatestMinor, toMinor } from './money.js';
export type { Money, MoneyRules } from './money.js';
export { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PageQuery, decodeCursor, encodeCursor } from './page.js';
export type { CursorOf, CursorShape, Page } from './page.js';
export {
  BoolField,
  DayField,
  EmailField,
  EnumField,
  IfMatch,
  IntField,
  MoneyField,
  ObjectField,
  ObjectListField,
  QueryInstantField,
  TextField,
  TimeField,
  UuidField,
  VersionDto,
} from './dto-fields.js';
export type { FieldOptions, IntOptions, ListOptions, TextOptions } from './dto-fields.js';
export {
  MAX_EMAIL_LENGTH,
  canonicalEmail,
  lengthOf,
  normalised,
  textProblem,
} from './people-text.js';
export { isDay, isInstant } from './time-rules.js';
export { InternalClient } from './internal-client.js';
export type { CallOptions, InternalClientOptions } from './internal-client.js';
export { SERVICE_NAMES } from './service-names.js';
export type { ServiceName } from './service-names.js';
export { SERVICE_TOKEN_ALGORITHM, SERVICE_TOKEN_SECONDS, ServiceTokens } from './service-token.js';
export type { ServiceTokensOptions } from './service-token.js';
export { visitorAddress } from './visitor-address.js';
export { setActor } from '@tandem/observability';
