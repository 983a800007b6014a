import { mkdirSync, writeFileSync } from 'node:fs';
import { nginxTemplate } from './nginx.ts';
import { readRoutes } from './routes.ts';

const NGINX_FILE = new URL('../../../deploy/nginx/default.conf.template', import.meta.url);

mkdirSync(new URL('.', NGINX_FILE), { recursive: true });
writeFileSync(NGINX_FILE, nginxTemplate(readRoutes()));
