import type { IContainer, IPodSpec } from 'kubernetes-models/v1';
import type { KubeObject } from '../written.ts';

/** Whatever makes pods. */
export interface Workload extends KubeObject {
  kind: 'Deployment' | 'StatefulSet' | 'Job';
  metadata: { name: string };
  spec: {
    replicas?: number;
    selector?: { matchLabels: Record<string, string> };
    template: { metadata: { labels: Record<string, string> }; spec: IPodSpec };
  };
}

const MAKERS = ['Deployment', 'StatefulSet', 'Job'];

export const workloads = (objects: readonly KubeObject[]): Workload[] =>
  objects.filter((one): one is Workload => MAKERS.includes(one.kind));

/** Those that run until they are stopped. */
export const lasting = (objects: readonly KubeObject[]): Workload[] =>
  workloads(objects).filter(({ kind }) => kind !== 'Job');

export const containersOf = ({ spec }: Workload): IContainer[] => [
  ...spec.template.spec.containers,
  ...(spec.template.spec.initContainers ?? []),
];

/** The objects of a kind, as their schema has them: they have been validated before. */
export const ofKind = <T>(objects: readonly KubeObject[], kind: string): T[] =>
  objects.filter((one) => one.kind === kind) as T[];

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** @throws Error at an operator that no file of ours uses. */
export function selects(selector: Selector, labels: Record<string, string>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator !== 'In') throw new Error(`a selector's ${operator} is not understood here`);
      return values.includes(labels[key] ?? '');
    })
  );
}
