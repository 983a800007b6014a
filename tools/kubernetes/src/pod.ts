import type { IContainer, IPodTemplateSpec, IVolume } from 'kubernetes-models/v1';

/** Seconds that a pod still works after it has been taken out of its Services: what sends requests hears of it late. */
export const LEAVES_FOR = 5;
/** Seconds until a pod is killed: it leaves, then it stops (15 s at most, decision 0045). */
export const GRACE = 30;

interface Probed {
  path: string;
  port: number;
}

export interface Described {
  labels: { app: string; tier: string; track?: string };
  /** The user and group of its image. */
  user: number;
  container: Pick<IContainer, 'name' | 'image' | 'env' | 'envFrom'>;
  port: number;
  ready: Probed;
  alive: Probed;
  requests: { cpu: string; memory: string };
  /** What it may take of memory; of the processor it takes what is free. */
  memory: string;
  /** Folders that it may write. */
  folders: { mountPath: string; volume: IVolume }[];
  /** Its folders are a group's that the image does not know. */
  ownsFolders?: boolean;
}

/** A pod as all of the shop's are: of no user that matters, with nothing to write in, spread out, and leaving before it stops. */
export function podOf(described: Described): IPodTemplateSpec {
  const { labels, user, container, port, ready, alive, requests, memory, folders } = described;
  return {
    metadata: { labels: { ...labels } },
    spec: {
      terminationGracePeriodSeconds: GRACE,
      automountServiceAccountToken: false,
      // Nothing of the names of Services is wanted as variables: a Service's would look like a setting.
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        ...(described.ownsFolders && { fsGroup: user }),
        seccompProfile: { type: 'RuntimeDefault' },
      },
      topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(
        (topologyKey) => ({
          maxSkew: 1,
          topologyKey,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { app: labels.app } },
        }),
      ),
      containers: [
        {
          ...container,
          ports: [{ name: 'http', containerPort: port }],
          startupProbe: { httpGet: alive, periodSeconds: 2, failureThreshold: 90 },
          readinessProbe: { httpGet: ready, periodSeconds: 5, timeoutSeconds: 3 },
          livenessProbe: { httpGet: alive, periodSeconds: 10, timeoutSeconds: 5 },
          lifecycle: { preStop: { sleep: { seconds: LEAVES_FOR } } },
          resources: { requests, limits: { memory } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: folders.map(({ mountPath, volume }) => ({ name: volume.name, mountPath })),
        },
      ],
      volumes: folders.map(({ volume }) => volume),
    },
  };
}

/** A folder for as long as the pod lives. */
export function scratch(name: string, mountPath: string): Described['folders'][number] {
  return { mountPath, volume: { name, emptyDir: {} } };
}
