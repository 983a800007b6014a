import { canaryServices, nginxMaps, variable } from './nginx-maps.ts';
import { LARGEST_BODY_MIB, METHODS, TOLD } from './refusals.ts';
import type { RouteTable } from './routes.ts';
import { SECURITY_HEADERS } from './site.ts';

/**
 * The containers' front door, from the same table as the local one: a template for the official nginx image, whose
 * settings `deploy/nginx/15-tandem.envsh` derives. nginx does TLS, limits, files and the way to the services; pages,
 * documents and whatever no service answers come from the local front door's own code behind it (`pages`), so that
 * the two can not differ there. Services are addressed through variables: nginx starts before they do and follows
 * them when they move.
 */
export function nginxTemplate(table: RouteTable): string {
  const services = [...new Set(table.routes.map(({ service }) => service))].sort();
  const canaries = canaryServices(table);
  const address = (service: string) => {
    const track = canaries.includes(service) ? `\${${variable('track', service)}}` : '';
    return `  set $${upstream(service)} "${service}${track}\${SERVICE_SUFFIX}";`;
  };
  const sticky = table.routes.find((route) => route.sticky)?.service ?? '';
  return `# Made by \`npm run deploy:files\` from libs/config/src/services.ts and deploy/routes.json. Do not edit.
${nginxMaps(table, sticky)}

server {
  listen \${TANDEM_LISTEN};
  \${TANDEM_TLS}
  root \${TANDEM_ROOT};
  resolver \${NGINX_LOCAL_RESOLVERS} valid=10s;
  server_tokens off;
  client_max_body_size ${LARGEST_BODY_MIB}m;
  large_client_header_buffers 4 16k;
  keepalive_timeout 65s;
  gzip_static on;
  merge_slashes off;

  real_ip_header X-Forwarded-For;
  real_ip_recursive on;
  \${TANDEM_REAL_IP}

${services.map(address).join('\n')}
  set $upstream_pages "pages-\${TANDEM_SITE}\${SERVICE_SUFFIX}";

  proxy_http_version 1.1;
${forwarded()
  .map((line) => `  ${line}`)
  .join('\n')}
  proxy_connect_timeout 2s;
  proxy_read_timeout 30s;
  proxy_hide_header strict-transport-security;
  proxy_hide_header x-tandem-leaving;
  proxy_hide_header x-tandem-shed;
  # Another instance: for what never arrived; for reads, also when the first one broke or is about to stop.
  proxy_next_upstream error http_503;
  proxy_next_upstream_tries 2;

  add_header strict-transport-security $hsts always;

  # Before any location, since a rewrite keeps what the visitor wrote out of the services.
  if ($is_too_long) { rewrite ^ /.problem/414 last; }
  if ($is_devious) { rewrite ^ /.problem/400 last; }
  if ($is_hidden) { rewrite ^ /.problem/404 last; }

${ERRORS}

${PROBLEMS.map(problemLocation).join('\n\n')}

  location ~ "^/api/v1/openapi\\.json$" {
    limit_req zone=api burst=100 nodelay;
    proxy_pass http://$upstream_pages;
  }

${table.routes.map(routeLocation).join('\n\n')}

  # A whole path: a location that is a word would also take what only begins with it.
  location ~ "^/api(/|$)" {
    limit_req zone=api burst=100 nodelay;
    proxy_pass http://$upstream_pages;
  }

  location /assets/ {
    add_header Cache-Control "public, max-age=31536000, immutable";
    add_header vary accept-encoding;
    add_header x-correlation-id $correlation_id always;
    add_header strict-transport-security $hsts always;
${headers('    ')}
    error_page 404 405 = @pages;
    try_files $uri =404;
  }

  # The cookie comes with pages alone: what shared caches may keep carries none.
  location / {
    add_header set-cookie $visitor_cookie;
    add_header strict-transport-security $hsts always;
    error_page 500 502 503 504 = @plain;
    proxy_pass http://$upstream_pages;
  }

  location @pages {
    proxy_pass http://$upstream_pages;
  }

  # The application as it was built, while those that make its pages are away.
  location @plain {
    add_header Cache-Control "no-cache" always;
    add_header x-correlation-id $correlation_id always;
    add_header strict-transport-security $hsts always;
${headers('    ')}
    try_files /index.html =503;
  }
}
`;
}

/** nginx's own statuses and the problem each is told as: its 494 is 431 to everybody else. */
const ERRORS = `  error_page 400 495 496 497 501 505 =400 /.problem/400;
  error_page 403 404 =404 /.problem/404;
  error_page 405 =405 /.problem/405;
  error_page 408 =408 /.problem/408;
  error_page 413 =413 /.problem/413;
  error_page 414 494 =431 /.problem/431;
  error_page 429 =429 /.problem/429;
  error_page 500 =500 /.problem/500;
  error_page 502 503 =503 /.problem/503;
  error_page 504 =504 /.problem/504;`;

const PROBLEMS = [400, 404, 405, 408, 413, 414, 429, 431, 500, 503, 504];
const TITLES: Record<number, string> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  414: 'URI Too Long',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function problemLocation(status: number): string {
  const [code, detail] = TOLD[status] ?? ['internal_error', 'The front door failed.'];
  const more =
    status === 405
      ? `    add_header allow "${METHODS}" always;\n`
      : status === 429 || status === 503
        ? '    add_header retry-after 1 always;\n'
        : '';
  const body = {
    type: `https://tandem.test/problems/${code}`,
    title: TITLES[status],
    status,
    detail,
    instance: '$instance_path',
    code,
    trace_id: '$correlation_id',
  };
  return `  location = /.problem/${status} {
    internal;
    default_type application/problem+json;
    add_header cache-control no-store always;
    add_header x-correlation-id $correlation_id always;
    add_header strict-transport-security $hsts always;
${more}    return ${status} '${JSON.stringify(body)}';
  }`;
}

function routeLocation({
  match,
  service,
  sticky,
  largestMiB,
}: RouteTable['routes'][number]): string {
  const lines = sticky
    ? [
        'proxy_read_timeout 90s;',
        'proxy_buffering off;',
        ...forwarded('$http_upgrade', '$connection_upgrade'),
        'proxy_pass http://$socket_owner;',
      ]
    : [
        'limit_req zone=api burst=100 nodelay;',
        ...(largestMiB === undefined ? [] : [`client_max_body_size ${largestMiB}m;`]),
        `proxy_pass http://$${upstream(service)};`,
      ];
  return [
    `  location ~ "${match.source.replaceAll('\\/', '/')}" {`,
    ...lines.map((line) => `    ${line}`),
    '  }',
  ].join('\n');
}

/** All at once: a location that sets one header takes over none of the server's. */
function forwarded(upgrade = '""', connection = '""'): string[] {
  return [
    'Host $http_host',
    `Upgrade ${upgrade}`,
    `Connection ${connection}`,
    'X-Forwarded-For $remote_addr',
    'X-Forwarded-Host $visitor_host',
    'X-Forwarded-Proto $visitor_proto',
    'X-Real-IP ""',
    'Forwarded ""',
    'X-Tandem-Site ${TANDEM_SITE}',
    'X-Correlation-Id $correlation_id',
  ].map((header) => `proxy_set_header ${header};`);
}

const upstream = (service: string): string => variable('upstream', service);

function headers(indent: string): string {
  return Object.entries(SECURITY_HEADERS)
    .map(([name, value]) => `${indent}add_header ${name} "${value}" always;`)
    .join('\n');
}
