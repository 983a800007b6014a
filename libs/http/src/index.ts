export { startService } from './service.js';
export type { ListeningConfig, RunningService, ServiceDefinition } from './service.js';
export { HealthRegistry } from './health.js';
export {
  DomainError,
  conflict,
  invalidField,
  isRefusal,
  notFound,
  unavailable,
  validationFailed,
  versionConflict,
  writeInFlight,
} from './domain-error.js';
export type { FieldError } from './domain-error.js';
export { databaseRefusal, knowCheck } from './database-refusal.js';
export { ProblemFilter } from './problem-filter.js';
export { BodyLimits } from './body-limits.js';
export { utf8Text } from './body-parser.js';
export { ReadsBody } from './unasked-body.js';
export { RequestValidationPipe, isStorableText } from './validation.js';
export { MAX_INT4, expectedVersion, ifMatchVersion, notModified } from './etag.js';
export { IntId, UuidId, UuidPipe, parseIntId } from './int-id.js';
export { parseFields } from './fields.js';
export { CURRENCIES, currencyDecimals, currencyDecimalsSql } from '@tandem/contracts/currencies';
export { MoneyDto, fromMinor, greatestMinor, toMinor } from './money.js';
export type { Money } from './money.js';
export { PageQuery, decodeCursor, encodeCursor } from './page.js';
export type { Page } from './page.js';
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
export type { TextOptions } from './dto-fields.js';
export { MAX_EMAIL_LENGTH, canonicalEmail, lengthOf } from './people-text.js';
export { isInstant } from './time-rules.js';
export { InternalClient } from './internal-client.js';
export { SERVICE_TOKEN_ALGORITHM, SERVICE_TOKEN_SECONDS, ServiceTokens } from './service-token.js';
export { visitorAddress } from './visitor-address.js';
