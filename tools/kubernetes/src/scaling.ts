import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import type { IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import type { IService } from 'kubernetes-models/v1';
import { SERVICES, type ServiceName } from '@tandem/config/services';
import type { KubeObject, Told } from './written.ts';

type Trigger = NonNullable<IScaledObject['spec']>['triggers'][number];

interface Scaled {
  least: number;
  most: number;
  /** It consumes events: what waits in Kafka asks for more of it. */
  consumes: boolean;
}

/** Services with as many pods as there is work. The watcher and the operations service answer few: two of each are enough. */
export const SCALED: Partial<Record<ServiceName, Scaled>> = {
  auth: { least: 2, most: 4, consumes: false },
  catalog: { least: 2, most: 6, consumes: true },
  inventory: { least: 2, most: 4, consumes: true },
  order: { least: 2, most: 6, consumes: true },
  'sync-gateway': { least: 2, most: 3, consumes: true },
  'realtime-gateway': { least: 2, most: 6, consumes: true },
};

/** Half of the delay at which what can wait is sent away (OVERLOAD_TARGET_MS, decision 0147): pods come before that. */
const QUEUE_SECONDS = 0.05;
/** Messages that wait for one pod: some seconds of its work. */
const LAG = 500;
/** A topic has three partitions (`TOPIC_SHAPE`): a fourth pod would get none of it. */
export const PARTITIONS = 3;

const MINUTES = '2m';
const CALMLY = {
  scaleUp: {
    stabilizationWindowSeconds: 30,
    policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }],
  },
  // A pod that goes takes its cache and its sockets along: only after ten quiet minutes.
  scaleDown: {
    stabilizationWindowSeconds: 600,
    policies: [{ type: 'Pods', value: 1, periodSeconds: 120 }],
  },
};

/** The files of the component that scales. */
export function scaling(): (KubeObject | Told)[] {
  const scaled = SERVICES.flatMap((entry) => {
    const bounds = SCALED[entry.name];
    return bounds ? [scaledObject(entry.name, bounds, Boolean(entry.sockets))] : [];
  });
  return [
    {
      about: 'Where Prometheus is; an overlay names another one by a patch of externalName.',
      object: prometheus(),
    },
    ...scaled,
    ...['shop', 'admin', 'pages-shop', 'pages-admin'].map((name) => byProcessor(name)),
  ];
}

/** The names of Deployments and StatefulSets whose count is not in a file. */
export function scaledNames(): { kind: string; name: string }[] {
  return scaling()
    .map((one) => ('about' in one ? one.object : one))
    .flatMap((object) => {
      const { scaleTargetRef } = ((object as IScaledObject).spec ?? {}) as {
        scaleTargetRef?: { kind?: string; name: string };
      };
      return scaleTargetRef ? [{ kind: scaleTargetRef.kind!, name: scaleTargetRef.name }] : [];
    });
}

/** What Prometheus is asked. */
export function queriesOfScaling(): string[] {
  return scaling()
    .map((one) => ('about' in one ? one.object : one))
    .filter((object): object is KubeObject & IScaledObject => object.kind === 'ScaledObject')
    .flatMap(({ spec }) => spec!.triggers.map(({ metadata }) => metadata['query']!));
}

function prometheus(): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'prometheus' },
    spec: {
      type: 'ExternalName',
      externalName: 'prometheus-operated.monitoring.svc.cluster.local',
    },
  };
}

function scaledObject(
  service: ServiceName,
  { least, most, consumes }: Scaled,
  hasSockets: boolean,
): IScaledObject {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: service },
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: hasSockets ? 'StatefulSet' : 'Deployment',
        name: service,
      },
      minReplicaCount: least,
      maxReplicaCount: most,
      pollingInterval: 15,
      // Without Prometheus nothing is known: one more than the least, and never fewer than there are.
      fallback: { failureThreshold: 4, replicas: least + 1, behavior: 'currentReplicasIfHigher' },
      advanced: { horizontalPodAutoscalerConfig: { behavior: CALMLY } },
      triggers: [
        asked('queue-time', queueTime(service), QUEUE_SECONDS),
        ...(consumes ? [asked('lag', lag(service), LAG)] : []),
      ],
    },
  };
}

/** The delays of all pods together: divided by what one may have, that is how many there should be. */
function queueTime(service: string): string {
  const rate = (part: string) =>
    `rate(http_server_queue_delay_seconds_${part}{service="${service}"}[${MINUTES}])`;
  return `sum(${rate('sum')} / ${rate('count')})`;
}

function lag(service: string): string {
  return `clamp_max(sum(consumer_lag{consumer="${service}"}), ${PARTITIONS * LAG})`;
}

function asked(name: string, query: string, threshold: number): Trigger {
  return {
    type: 'prometheus',
    name,
    metricType: 'AverageValue',
    metadata: {
      serverAddress: 'http://prometheus.tandem.svc.cluster.local:9090',
      query,
      threshold: String(threshold),
    },
  };
}

/** nginx and the pages keep no queue that they tell of; what they need is the processor. */
function byProcessor(name: string): IHorizontalPodAutoscaler {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 2,
      maxReplicas: name.endsWith('shop') ? 6 : 3,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
        },
      ],
      behavior: CALMLY,
    },
  };
}
