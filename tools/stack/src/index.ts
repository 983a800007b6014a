export { PartError } from './errors.ts';
export { kafkaJars } from './parts/kafka.ts';
export { build } from './build.ts';
export { mavenArtifacts } from './parts/maven.ts';
export { SERVICES, SITES } from './services.ts';
export { AlreadyRunning, startStack } from './stack.ts';
export type { StackOptions } from './stack-options.ts';
export type { PartName, StackHandle, StackInfo } from './stack.ts';
export type { FrontDoorConfig } from './front-doors.ts';
