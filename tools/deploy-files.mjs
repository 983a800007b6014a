// `npm run deploy:files`: writes what the files of deploy/ and docker-compose.yml say of each service, from libs/config/src/services.ts:
// whole files, and in others what stands between `<services: …>` and `</services>`.
// With --check it writes nothing and fails when one is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { laptopSecrets, publicHalf, roleOf, SERVICES } from '../libs/config/src/services.ts';
import { nginxTemplate } from './front-door/src/nginx.ts';
import { readRoutes } from './front-door/src/routes.ts';

const at = (path) => new URL(`../${path}`, import.meta.url);
const each = (text) => SERVICES.map(text).join('\n');
const variable = (name, value) => `\${${name}:-${value}}`;
const secretOf = (service, kind) => {
  const name = `${service.prefix}_${kind}`;
  return variable(name, laptopSecrets(service)[name]);
};
const signing = SERVICES.filter(({ calls }) => calls);
const withRedis = SERVICES.filter(({ redis }) => redis);
const urls = (separator) =>
  each(({ name, prefix }) => `${prefix}_URL${separator}http://${name}:3000`);

function publicKeys() {
  const keys = signing.map((service) => {
    const key = laptopSecrets(service)[`${service.prefix}_SERVICE_KEY`];
    return `${service.name}=${publicHalf(key)}`;
  });
  return variable('TANDEM_SERVICE_KEYS', keys.join(','));
}

// A setting of two services, or of a service and a simulator, is written once.
const anchored = new Set();
function given(name, value) {
  const anchor = name.toLowerCase().replaceAll('_', '-');
  if (anchored.has(anchor)) return `*${anchor}`;
  anchored.add(anchor);
  return `&${anchor} ${variable(name, value)}`;
}

function container(service) {
  const { name, prefix, calls, redis, given: own = {} } = service;
  const address = `redis://${name}:${redis && secretOf(service, 'REDIS_PASSWORD')}@redis:6379`;
  const settings = [
    `TANDEM_INSTANCE_ID: ${name}`,
    `${prefix}_PORT: 3000`,
    `${prefix}_DATABASE_URL: *${prefix.toLowerCase()}-database`,
    `KAFKA_USERNAME: ${name}`,
    `KAFKA_PASSWORD: ${secretOf(service, 'KAFKA_PASSWORD')}`,
    ...(redis ? [`REDIS_URL: ${address}`] : []),
    ...(calls ? [`${prefix}_SERVICE_KEY: ${secretOf(service, 'SERVICE_KEY')}`] : []),
    ...Object.entries(own).map(([setting, value]) => `${setting}: ${given(setting, value)}`),
  ];
  return `${name}:
  <<: *service
  build: { context: ., target: service, args: { SERVICE: ${name} } }
  image: tandem/${name}:\${TANDEM_VERSION:-dev}
  environment:
    <<: *settings
${settings.map((line) => `    ${line}`).join('\n')}
`;
}

function database(service) {
  const { prefix, schema } = service;
  const user = `${roleOf(schema)}:${secretOf(service, 'DATABASE_PASSWORD')}`;
  return `${prefix}_DATABASE_URL: &${prefix.toLowerCase()}-database postgres://${user}@postgres:5432/tandem`;
}

function pods({ name, sockets }) {
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
        seccompProfile: { type: RuntimeDefault }
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
          readinessProbe:
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
          volumeMounts: [{ name: tmp, mountPath: /tmp }]
      volumes: [{ name: tmp, emptyDir: {} }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: ${name} }
`;
}

function heldBy({ name, prefix, schema, calls, redis, given: own = {} }) {
  const settings = [
    `${prefix}_DATABASE_URL\` with the role \`${roleOf(schema)}`,
    'KAFKA_PASSWORD',
    ...(redis ? ['REDIS_URL'] : []),
    ...(calls ? [`${prefix}_SERVICE_KEY`] : []),
    ...Object.keys(own).filter((setting) => !/^G2A_PAY_\w+_URL$/.test(setting)),
  ];
  return `- \`tandem-${name}\`: ${settings.map((setting) => `\`${setting}\``).join(', ')}`;
}

const files = {
  'deploy/nginx/default.conf.template': nginxTemplate(readRoutes()),
  'deploy/kubernetes/services.yaml': `# Made by \`npm run deploy:files\`.\n${SERVICES.map(pods).join('---\n')}`,
};
const sections = {
  'docker-compose.yml': {
    addresses: urls(': '),
    keys: `TANDEM_SERVICE_KEYS: ${publicKeys()}`,
    'Kafka users': `KAFKA_LISTENER_NAME_CLIENT_PLAIN_SASL_JAAS_CONFIG: >-
  org.apache.kafka.common.security.plain.PlainLoginModule required
  username="broker" password="\${KAFKA_BROKER_PASSWORD:-tandem-kafka-broker}"
  user_broker="\${KAFKA_BROKER_PASSWORD:-tandem-kafka-broker}"
  user_admin="\${KAFKA_ADMIN_PASSWORD:-tandem-kafka-admin}"
${each((service) => `  user_${service.name}="${secretOf(service, 'KAFKA_PASSWORD')}"`)};`,
    'Redis users': withRedis
      .map((one) => `${one.prefix}_REDIS_PASSWORD: ${secretOf(one, 'REDIS_PASSWORD')}`)
      .join('\n'),
    databases: each(database),
    containers: `${each(container)}`.trimEnd(),
    'all of them': `depends_on:\n  &after-services [\n${each(({ name }) => `    ${name},`)}\n  ]`,
  },
  'deploy/redis/start.sh': {
    users: `cat >"$users" <<USERS
user default off
user probe on nopass resetkeys resetchannels -@all +ping
${withRedis
  .map(
    ({ name, prefix, redis }) =>
      `user ${name} on >\${${prefix}_REDIS_PASSWORD:?} resetkeys resetchannels $may ${redis}`,
  )
  .join('\n')}
USERS`,
  },
  'deploy/kubernetes/kustomization.yaml': {
    images: each(({ name }) => `- { name: tandem/${name}, newTag: 0.1.0 }`),
  },
  'deploy/kubernetes/migrate.yaml': {
    databases: each(
      ({ name, prefix }) => `- name: ${prefix}_DATABASE_URL
  valueFrom:
    secretKeyRef: { name: tandem-${name}, key: ${prefix}_DATABASE_URL }`,
    ),
  },
  'deploy/kubernetes/settings.env': {
    addresses: `${urls('=')}\n${each(({ prefix }) => `${prefix}_PORT=3000`)}`,
    keys: `# TANDEM_SERVICE_KEYS=${signing.map(({ name }) => `${name}=…`).join(',')}`,
  },
  'deploy/README.md': { secrets: each(heldBy) },
};

for (const [path, parts] of Object.entries(sections)) {
  files[path] = Object.entries(parts).reduce(
    (text, [name, part]) => {
      const found = new RegExp(
        `^( *)(?:#|<!--) <services: ${name}>.*\\n([^]*?)^ *(?:#|<!--) </services>`,
        'm',
      ).exec(text);
      if (!found) throw new Error(`${path} has no place for <services: ${name}>`);
      const [all, indent, old] = found;
      const lines = part.split('\n').map((line) => (line ? `${indent}${line}` : line));
      const head = all.slice(0, all.indexOf('\n') + 1);
      const tail = all.slice(head.length + old.length);
      const made = `${head}${lines.join('\n')}\n${tail}`;
      return text.replace(all, () => made);
    },
    readFileSync(at(path), 'utf8'),
  );
}

let stale = false;
for (const [path, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) writeFileSync(at(path), text);
  else if (readFileSync(at(path), 'utf8') !== text) {
    console.error(`${path} is out of date: npm run deploy:files`);
    stale = true;
  }
}
process.exitCode = stale ? 1 : 0;
