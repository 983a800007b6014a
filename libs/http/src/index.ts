export { openContext, startService } from './service.js';
export { defineService } from './define-service.js';
export type { Equipment } from './define-service.js';
export type { ListeningConfig, RunningService, ServiceDefinition } from './service.js';
export { HealthRegistry } from './health.js';
export { databaseRefusal, knowCheck } from './database-refusal.js';
export { ProblemFilter } from './problem-filter.js';
export { BodyLimits, SignedBody } from './body-limits.js';
export { rawBody, utf8Text } from './body-parser.js';
export { ReadsBody } from './unasked-body.js';
export { RequestValidationPipe } from './validation.js';
export { guardedAgent, RefusedAddress } from './guarded-agent.js';
export type { AddressRule } from './guarded-agent.js';
export { isPublicAddress } from './public-address.js';
export { etagOf, expectedVersion, ifMatchVersion, notModified } from './etag.js';
export { IntId, UuidId, UuidPipe } from './int-id.js';
export { parseFields } from './fields.js';
export {
  AnswersFile,
  AnswersListFile,
  csvFile,
  everyPage,
  jsonLinesFile,
  type FileColumns,
  type FilePages,
} from './table-file.js';
export { MoneyDto } from './money.js';
export { PageQuery } from './page.js';
export {
  BlankIsAbsent,
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
export { MAX_EMAIL_LENGTH, canonicalEmail } from './people-text.js';
export { Admission } from './load/admission.js';
export { abandoned, overloaded } from './load/overloaded.js';
export { Priority, priorityOfHandler } from './load/priority.js';
export { InternalClient } from './internal-client.js';
export { SERVICE_TOKEN_ALGORITHM, SERVICE_TOKEN_SECONDS, ServiceTokens } from './service-token.js';
export { limitOf, msOverLimit } from './rate-limits.js';
export { visitorAddress } from './visitor-address.js';
export { viewOf, type FieldNote } from './view-of.js';
