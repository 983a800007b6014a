export { kafkaJars } from './backing/kafka.ts';
export { mavenArtifacts } from './backing/maven.ts';
export { startStack } from './stack.ts';
export type { StackHandle } from './stack.ts';
export type { FrontDoorConfig } from './front-doors.ts';
export { cpuSeconds } from './cpu.ts';
