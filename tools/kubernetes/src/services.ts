import type { IPersistentVolumeClaim } from 'kubernetes-models/v1';
import type { ServiceEntry } from '@tandem/config/services';
import { scratch, type Described } from './pod.ts';
import { budget, deployment, service, statefulSet } from './workload.ts';
import type { KubeObject, Told } from './written.ts';

const PORT = 3000;
const REPLICAS = 2;

/** Where a container has the folder that outlives it. */
export const folderIn = ({ name }: { name: string }): string => `/var/lib/tandem/${name}`;

/** A service's entry of libs/config/src/services.ts, as Kubernetes runs it. */
export function objectsOf(entry: ServiceEntry): (KubeObject | Told)[] {
  const { name, sockets, folder } = entry;
  const described = describe(entry, `tandem/${name}`);
  const byName = service(name, name, { headless: Boolean(sockets) });
  return [
    sockets
      ? {
          about:
            'Headless: a socket’s id names the pod that made it, and the front door goes there.',
          object: byName,
        }
      : byName,
    {
      about:
        'Every pod by its address: the front door asks another one when the first does not answer.',
      object: service(`${name}-pods`, name, { headless: true }),
    },
    sockets ? statefulSet(described, REPLICAS) : deployment(described, 'stable', REPLICAS),
    budget(name),
    ...(folder ? [claim(folder.name)] : []),
  ];
}

/** One pod of another version beside those of a service; its image has a name of its own, so that its version is set apart. */
export function canaryOf(entry: ServiceEntry): KubeObject {
  return deployment(describe(entry, `tandem/${entry.name}-canary`), 'canary', 1);
}

/** Where the doors find the pods of a canary, when they give it a share of the visitors. */
export function canaryPodsOf({ name }: ServiceEntry): KubeObject {
  return service(`${name}-canary-pods`, name, { headless: true, track: 'canary' });
}

function describe({ name, folder }: ServiceEntry, image: string): Described {
  return {
    labels: { app: name, tier: 'service' },
    user: 1000,
    container: {
      name,
      image,
      envFrom: [{ configMapRef: { name: 'tandem' } }, { secretRef: { name: `tandem-${name}` } }],
      env: [
        {
          name: 'TANDEM_INSTANCE_ID',
          valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
        },
        { name: 'KAFKA_USERNAME', value: name },
        ...(folder ? [{ name: folder.setting, value: folderIn(folder) }] : []),
      ],
    },
    port: PORT,
    ready: { path: '/health/ready', port: PORT },
    alive: { path: '/health/live', port: PORT },
    requests: { cpu: '250m', memory: '256Mi' },
    memory: '512Mi',
    folders: [
      scratch('tmp', '/tmp'),
      ...(folder
        ? [
            {
              mountPath: folderIn(folder),
              volume: { name: folder.name, persistentVolumeClaim: { claimName: folder.name } },
            },
          ]
        : []),
    ],
    ...(folder && { ownsFolders: true }),
  };
}

/** One folder for all instances, whichever of them does the work. */
function claim(name: string): IPersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '20Gi' } } },
  };
}
