import fastify from 'fastify';

const server = fastify();
server.get('/health', () => ({ status: 'ok', simulator: 'g2a' }));
await server.listen({ host: '127.0.0.1', port: Number(process.env.G2A_SIM_PORT ?? 0) });
