import { SECURITY_HEADERS } from './site.ts';
import type { RouteTable } from './routes.ts';

/** Port of every service inside its container. */
const SERVICE_PORT = 3000;

/**
 * The containers' front door, from the same table as the local one: a template for the official nginx image, which
 * fills in TANDEM_SITE, the domains (nginx knows no search list) and the resolvers. Services are addressed through variables, so that nginx
 * starts before they do and follows them when they move.
 */
export function nginxTemplate(table: RouteTable): string {
  const services = [...new Set(table.routes.map(({ service }) => service))].sort();
  const sticky = table.routes.find((route) => route.sticky)?.service ?? '';
  const locations = table.routes.map(({ match, service, sticky: bound }) =>
    [
      `  location ~ "${match.source.replaceAll('\\/', '/')}" {`,
      ...(bound
        ? [
            '    proxy_read_timeout 90s;',
            '    proxy_buffering off;',
            '    proxy_pass http://$socket_owner;',
          ]
        : [
            '    limit_req zone=api burst=100 nodelay;',
            `    proxy_pass http://$${variable(service)};`,
          ]),
      '  }',
    ].join('\n'),
  );
  return `# Generated from deploy/routes.json by tools/front-door/src/write-nginx.ts. Do not edit.
map $http_upgrade $connection_upgrade {
  default upgrade;
  ""      "";
}

# A socket's id begins with the name of the instance that made it; only the gateway's own names are followed.
map $arg_sid $socket_owner {
  default "${sticky}\${SERVICE_DOMAIN}:${SERVICE_PORT}";
  "~^(?<instance>${sticky}(-[0-9]+)?)\\." "$instance\${GATEWAY_DOMAIN}:${SERVICE_PORT}";
}

limit_req_zone $binary_remote_addr zone=api:10m rate=\${TANDEM_RATE_PER_SECOND}r/s;
limit_req_status 429;

server {
  listen 8080;
  root /usr/share/nginx/html;
  resolver \${NGINX_LOCAL_RESOLVERS} valid=10s;
  server_tokens off;
  client_max_body_size 11m;
  gzip_static on;
  merge_slashes off;

${services.map((service) => `  set $${variable(service)} "${service}\${SERVICE_DOMAIN}:${SERVICE_PORT}";`).join('\n')}

  proxy_http_version 1.1;
  proxy_set_header Host $host;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Host $http_host;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header X-Tandem-Site \${TANDEM_SITE};
  proxy_connect_timeout 2s;
  proxy_read_timeout 30s;

  location ~ "${table.hidden.source.replaceAll('\\/', '/')}" {
    return 404;
  }

${locations.join('\n\n')}

  location /api {
    default_type application/problem+json;
    return 404 '{"type":"about:blank","title":"Not Found","status":404,"detail":"There is nothing at this address.","instance":"$uri","code":"not_found","trace_id":"$request_id"}';
  }

  location /assets/ {
    add_header Cache-Control "public, max-age=31536000, immutable";
${headers('    ')}
    try_files $uri =404;
  }

  location / {
    add_header Cache-Control "no-cache";
${headers('    ')}
    try_files $uri /index.html;
  }
}
`;
}

function variable(service: string): string {
  return `upstream_${service.replaceAll('-', '_')}`;
}

function headers(indent: string): string {
  return Object.entries(SECURITY_HEADERS)
    .map(([name, value]) => `${indent}add_header ${name} "${value}" always;`)
    .join('\n');
}
