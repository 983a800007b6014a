import { SERVICES, type ServiceEntry } from '@tandem/config/services';
import { monitoring } from './monitoring.ts';
import { scaledNames, scaling } from './scaling.ts';
import { canaryOf, canaryPodsOf, objectsOf } from './services.ts';
import { objectsOfSite, SITES } from './sites.ts';
import { fileOf } from './written.ts';

const FOLDER = 'deploy/kubernetes';

/** The files of deploy/kubernetes that are made from the one list of services, by their paths. */
export function kubernetesFiles(): Record<string, string> {
  return {
    [`${FOLDER}/base/services.yaml`]: fileOf(SERVICES.flatMap(objectsOf)),
    [`${FOLDER}/base/sites.yaml`]: fileOf(SITES.flatMap(objectsOfSite)),
    [`${FOLDER}/components/monitoring/prometheus.yaml`]: fileOf(monitoring()),
    [`${FOLDER}/components/autoscaling/scaling.yaml`]: fileOf(scaling()),
    [`${FOLDER}/components/autoscaling/kustomization.yaml`]: component({
      resources: ['scaling.yaml'],
      // How many there are is said by what scales: a count in a file would be set back with every release.
      patches: scaledNames().map((target) => ({
        target,
        patch: '- { op: remove, path: /spec/replicas }',
      })),
    }),
    ...Object.assign({}, ...SERVICES.map(canaryFiles)),
  };
}

function canaryFiles(entry: ServiceEntry): Record<string, string> {
  const folder = `${FOLDER}/components/canary/${entry.name}`;
  if (entry.sockets)
    return {
      [`${folder}/kustomization.yaml`]: component({
        // The first pod keeps its version, those after it get that of the image.
        patches: [
          {
            target: { kind: 'StatefulSet', name: entry.name },
            patch:
              '- { op: add, path: /spec/updateStrategy, value: { type: RollingUpdate, rollingUpdate: { partition: 1 } } }',
          },
        ],
      }),
    };
  return {
    [`${folder}/deployment.yaml`]: fileOf([canaryOf(entry)]),
    [`${folder}/kustomization.yaml`]: component({ resources: ['deployment.yaml'] }),
    ...shareFiles(entry),
  };
}

/** A canary whose share the doors draw: its pods are in no Service but its own. */
function shareFiles(entry: ServiceEntry): Record<string, string> {
  const folder = `${FOLDER}/components/canary-by-share/${entry.name}`;
  return {
    [`${folder}/service.yaml`]: fileOf([canaryPodsOf(entry)]),
    [`${folder}/kustomization.yaml`]: component({
      resources: ['service.yaml'],
      components: [`../../canary/${entry.name}`],
      patches: [
        {
          target: { kind: 'Service', name: `${entry.name}(-pods)?` },
          patch: '- { op: add, path: /spec/selector/track, value: stable }',
        },
      ],
    }),
  };
}

function component(content: object): string {
  const head = { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' };
  return fileOf([{ ...head, ...content }]);
}
