import { LONGEST_ADDRESS } from './refusals.ts';
import { DEVIOUS, type RouteTable } from './routes.ts';
import { HSTS } from './site.ts';

/** Who may have a new version beside it, at `<service>-canary`. A socket's gateway is found by its name, so it takes no part. */
export function canaryServices(table: RouteTable): string[] {
  const services = table.routes.filter(({ sticky }) => !sticky).map(({ service }) => service);
  const gateways = table.routes.filter(({ sticky }) => sticky).map(({ service }) => service);
  return [...new Set(services)].filter((service) => !gateways.includes(service)).sort();
}

/** `catalog` is `${prefix}_catalog` in nginx's variables. */
export const variable = (prefix: string, service: string): string =>
  `${prefix}_${service.replaceAll('-', '_')}`;

const shareSetting = (service: string): string => variable('TANDEM_SHARE', service).toUpperCase();

/** What nginx derives of a request before it decides anything: who asks, under which id, and whether it is refused at once. */
export function nginxMaps(table: RouteTable, sticky: string): string {
  // nginx cannot look at a path alone before it has read it, so every end may also be where the query begins.
  const devious = DEVIOUS.source.replaceAll('\\/', '/').replaceAll('|$)', '|\\?|$)');
  const hidden = table.hidden.source.replaceAll('\\/', '/').replace(/^\^/, '');
  const staff = table.staff.source.replaceAll('\\/', '/').replace(/^\^/, '');
  const socket = (table.routes.find((route) => route.sticky)?.match.source ?? '')
    .replaceAll('\\/', '/')
    .replace(/^\^/, '');
  return `# A socket's id begins with the name of the instance that made it; only the gateway's own names are followed.
map $arg_sid $socket_owner {
  default "${sticky}\${SERVICE_SUFFIX}";
  "~^(?<instance>${sticky}(-[0-9]+)?)\\." "$instance\${GATEWAY_SUFFIX}";
}

map $http_upgrade $connection_upgrade {
  default "upgrade";
  "" "";
}

# The visitor's own id when it is a sane one (libs/http/src/correlation-id.ts), else a new UUID.
map $request_id $new_id {
  "~^(?<a>.{8})(?<b>.{4})(?<c>.{4})(?<d>.{4})(?<e>.{12})$" "$a-$b-$c-$d-$e";
}

map $http_x_correlation_id $correlation_id {
  default $new_id;
  "~^[A-Za-z0-9._:/+=@-]{1,128}$" $http_x_correlation_id;
}

# What problem documents say of the address: never a letter that could end the text it stands in.
map $request_uri $instance_path {
  default "/";
  "~^(?<shown>[A-Za-z0-9/._~%!$&'()*+,;=:@-]*)" $shown;
}

geo $realip_remote_addr $is_trusted {
  default 0;
  \${TANDEM_TRUSTED}
}

map "$is_trusted $http_x_forwarded_proto" $visitor_proto {
  default $scheme;
  "1 https" https;
}

map "$is_trusted $http_x_forwarded_host" $visitor_host {
  default $http_host;
  "~^1 (?<told>[A-Za-z0-9.:\\[\\]-]+)$" $told;
}

map $visitor_proto $hsts {
  default "";
  https "${HSTS}";
}

map $request_uri $is_too_long {
  default 0;
  "~^.{${LONGEST_ADDRESS + 1}}" 1;
}

map $request_uri $is_devious {
  default 0;
  "~*^[^?]*(?:${devious})" 1;
}

# What is for insiders, the staff's API at the shop's door, and sockets where there are none.
map "\${TANDEM_SITE} $http_upgrade $uri" $is_hidden {
  default 0;
  "~^[a-z]+ [^ ]* ${hidden}" 1;
  "~^shop [^ ]* ${staff}" 1;
  "~*^[a-z]+ websocket (?!${socket})" 1;
}

# Who a visitor is to the share of a new version: the cookie of an earlier page, else new with each request.
map $cookie_tandem_visitor $visitor {
  default $request_id;
  "~^[0-9a-f]{32}$" $cookie_tandem_visitor;
}

map $visitor_proto $visitor_cookie_ends {
  default "HttpOnly; SameSite=Lax";
  https "HttpOnly; SameSite=Lax; Secure";
}

map "\${TANDEM_HAS_CANARY} $cookie_tandem_visitor" $visitor_cookie {
  default "";
  "~^yes (?![0-9a-f]{32}$)" "tandem_visitor=$request_id; Path=/; Max-Age=2592000; $visitor_cookie_ends";
}

# The same draw for all services: who gets one new version gets the others' too.
${canaryServices(table).map(split).join('\n')}

limit_req_zone $binary_remote_addr zone=api:10m rate=\${TANDEM_RATE_PER_SECOND}r/s;
limit_req_status 429;`;
}

function split(service: string): string {
  return `split_clients $visitor $${variable('track', service)} { \${${shareSetting(service)}} }`;
}
