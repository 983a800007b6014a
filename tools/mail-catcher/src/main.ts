import Fastify from 'fastify';

const web = Fastify();
web.get('/health', () => ({ status: 'ok' }));
await web.listen({ host: '127.0.0.1', port: Number(process.env.MAIL_CATCHER_WEB_PORT ?? 0) });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void web.close().then(() => process.exit(0)));
}
