/** Where a container has the folder that outlives it. */
export const folderIn = ({ name }) => `/var/lib/tandem/${name}`;

function claim({ name }) {
  return `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: ${name}
spec:
  # One folder for all instances, whichever of them does the work.
  accessModes: [ReadWriteMany]
  resources:
    requests: { storage: 20Gi }
`;
}

/** A service's entry of libs/config/src/services.ts, as Kubernetes runs it. */
export function pods({ name, sockets, folder }) {
  const service = (named, comment, headless) => `${comment ? `# ${comment}\n` : ''}apiVersion: v1
kind: Service
metadata:
  name: ${named}
spec:
${headless ? '  clusterIP: None\n' : ''}  selector: { app: ${name} }
  ports: [{ port: 3000 }]`;
  const byName = sockets
    ? service(
        name,
        'Headless: a socket’s id names the pod that made it, and the front door goes there.',
        true,
      )
    : service(name, '', false);
  return `${byName}
---
${service(`${name}-pods`, 'Every pod by its address: the front door asks another one when the first does not answer.', true)}
---
apiVersion: apps/v1
kind: ${sockets ? 'StatefulSet' : 'Deployment'}
metadata:
  name: ${name}
spec:
${sockets ? `  serviceName: ${name}\n  podManagementPolicy: Parallel\n` : ''}  replicas: 2
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name}, tier: service }
    spec:
      terminationGracePeriodSeconds: 30
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
${folder ? '        fsGroup: 1000\n' : ''}        seccompProfile: { type: RuntimeDefault }
      containers:
        - name: ${name}
          image: tandem/${name}
          ports: [{ containerPort: 3000 }]
          envFrom:
            - configMapRef: { name: tandem }
            - secretRef: { name: tandem-${name} }
          env:
            - name: TANDEM_INSTANCE_ID
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
            - { name: KAFKA_USERNAME, value: ${name} }
${folder ? `            - { name: ${folder.setting}, value: ${folderIn(folder)} }\n` : ''}          readinessProbe:
            httpGet: { path: /health/ready, port: 3000 }
            periodSeconds: 5
          livenessProbe:
            httpGet: { path: /health/live, port: 3000 }
            initialDelaySeconds: 20
          resources:
            requests: { cpu: 250m, memory: 256Mi }
            limits: { memory: 512Mi }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          ${mounts(folder)}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: ${name} }
${folder ? claim(folder) : ''}`;
}

function mounts(folder) {
  if (!folder)
    return `volumeMounts: [{ name: tmp, mountPath: /tmp }]
      volumes: [{ name: tmp, emptyDir: {} }]`;
  return `volumeMounts:
            - { name: tmp, mountPath: /tmp }
            - { name: ${folder.name}, mountPath: ${folderIn(folder)} }
      volumes:
        - { name: tmp, emptyDir: {} }
        - { name: ${folder.name}, persistentVolumeClaim: { claimName: ${folder.name} } }`;
}
