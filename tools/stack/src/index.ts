export { kafkaJars } from './parts/kafka.ts';
export { mavenArtifacts } from './parts/maven.ts';
export { startStack } from './stack.ts';
export type { StackHandle } from './stack.ts';
export type { FrontDoorConfig } from './front-doors.ts';
