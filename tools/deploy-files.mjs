// `npm run deploy:files`: writes what the files of deploy/ and docker-compose.yml say of each service, from libs/config/src/services.ts:
// whole files, and in others what stands between `<services: …>` and `</services>`.
// With --check it writes nothing and fails when one is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { laptopSecrets, publicHalf, roleOf, SERVICES } from '../libs/config/src/services.ts';
import { nginxTemplate } from './front-door/src/nginx.ts';
import { canaryServices } from './front-door/src/nginx-maps.ts';
import { readRoutes } from './front-door/src/routes.ts';
import { kubernetesFiles } from './kubernetes/src/files.ts';
import { folderIn } from './kubernetes/src/services.ts';
import { BOARDS } from './observe/src/boards.ts';
import { grafanaJson } from './observe/src/grafana.ts';
import { prometheusConfig } from './observe/src/prometheus.ts';

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
  const { name, prefix, calls, redis, folder, given: own = {} } = service;
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
    ...(folder ? [`${folder.setting}: ${folderIn(folder)}`] : []),
  ];
  return `${name}:
  <<: *service
  build: { context: ., target: service, args: { SERVICE: ${name} } }
  image: tandem/${name}:\${TANDEM_VERSION:-dev}
  environment:
    <<: *settings
${settings.map((line) => `    ${line}`).join('\n')}
${folder ? `  volumes: ['${folder.name}:${folderIn(folder)}']\n` : ''}`;
}

function database(service) {
  const { prefix, schema } = service;
  const user = `${roleOf(schema)}:${secretOf(service, 'DATABASE_PASSWORD')}`;
  return `${prefix}_DATABASE_URL: &${prefix.toLowerCase()}-database postgres://${user}@postgres:5432/tandem`;
}

/** What stands in settings.env: it is no secret. */
const SETTINGS_OF_ALL = /^(G2A_PAY_\w+_URL|WATCHER_DOOR_URL|CONSISTENCY_CRON|AUDIT_ARCHIVE_CRON)$/;

function heldBy({ name, prefix, schema, calls, redis, given: own = {} }) {
  const settings = [
    `${prefix}_DATABASE_URL\` with the role \`${roleOf(schema)}`,
    'KAFKA_PASSWORD',
    ...(redis ? ['REDIS_URL'] : []),
    ...(calls ? [`${prefix}_SERVICE_KEY`] : []),
    ...Object.keys(own).filter((setting) => !SETTINGS_OF_ALL.test(setting)),
  ];
  return `- \`tandem-${name}\`: ${settings.map((setting) => `\`${setting}\``).join(', ')}`;
}

const files = {
  ...Object.fromEntries(
    BOARDS.map((board) => [`deploy/grafana/${board.name}.json`, grafanaJson(board)]),
  ),
  'deploy/prometheus/prometheus.yml': `# Made by \`npm run deploy:files\`, for a Prometheus in the network of the containers.\n${prometheusConfig(
    {
      instances: SERVICES.map(({ name }) => ({ service: name, address: `${name}:3000` })),
      rules: 'alerts.yml',
      alertmanager: 'alertmanager:9093',
      everySeconds: 15,
    },
  )}`,
  'deploy/nginx/default.conf.template': nginxTemplate(readRoutes()),
  ...kubernetesFiles(),
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
    volumes: SERVICES.flatMap(({ folder }) => (folder ? [`${folder.name}:`] : [])).join('\n'),
    'all of them': `depends_on:\n  &after-services [\n${each(({ name }) => `    ${name},`)}\n  ]`,
  },
  'deploy/nginx/15-tandem.envsh': {
    canaries: `canaries='${canaryServices(readRoutes()).join(' ')}'`,
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
  'deploy/kubernetes/base/kustomization.yaml': {
    images: each(({ name }) => `- { name: tandem/${name}, newTag: 0.1.0 }`),
  },
  'deploy/kubernetes/base/migrate.yaml': {
    databases: each(
      ({ name, prefix }) => `- name: ${prefix}_DATABASE_URL
  valueFrom:
    secretKeyRef: { name: tandem-${name}, key: ${prefix}_DATABASE_URL }`,
    ),
  },
  'deploy/kubernetes/base/settings.env': {
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
  if (!process.argv.includes('--check')) {
    mkdirSync(new URL('.', at(path)), { recursive: true });
    writeFileSync(at(path), text);
  } else if (!existsSync(at(path)) || readFileSync(at(path), 'utf8') !== text) {
    console.error(`${path} is out of date: npm run deploy:files`);
    stale = true;
  }
}
process.exitCode = stale ? 1 : 0;
