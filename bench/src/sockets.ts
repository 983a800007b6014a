/**
 * Many open pages in a process of their own, so that counting does not slow the ones counted.
 * Talks to run.ts over IPC: {open}, then {report}.
 */
import { io, type Socket } from 'socket.io-client';

interface Envelope {
  id: string;
  version: number;
  timestamp: string;
}

const [url, count, part] = process.argv.slice(2);
const partId = Number(part);
const sockets: Socket[] = [];
const latencies: number[] = [];
const versions: number[][] = [];

for (let n = 0; n < Number(count); n += 1) {
  const socket = io(url!, { path: '/socket.io', transports: ['websocket'], forceNew: true });
  const seen: number[] = [];
  versions.push(seen);
  socket.on('stock.updated', (event: Envelope) => {
    latencies.push(Date.now() - Date.parse(event.timestamp));
    seen.push(event.version);
  });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  await socket.timeout(10_000).emitWithAck('subscribe', { parts: [partId] });
  sockets.push(socket);
}
process.send?.({ open: sockets.length });

process.on('message', (message: { expect: number[] }) => {
  const wanted = message.expect.join();
  const end = Date.now() + 20_000;
  const poll = setInterval(() => {
    const complete = versions.filter((seen) => seen.length >= message.expect.length).length;
    if (complete < versions.length && Date.now() < end) return;
    clearInterval(poll);
    process.send?.({
      latencies,
      perfect: versions.filter((seen) => seen.join() === wanted).length,
      sockets: versions.length,
    });
    sockets.forEach((socket) => socket.close());
  }, 50);
});
process.on('disconnect', () => process.exit(0));
