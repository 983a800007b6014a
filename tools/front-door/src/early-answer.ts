import type { Socket } from 'node:net';
import { finished } from 'node:stream';
import { buildConnector } from 'undici';

/**
 * Connections that read what they were sent before they fail. A service may answer (413, 401) and close while the
 * request is still on its way: the next write fails then, and Node would throw away the answer that waits to be read.
 */
export function readingConnector(timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout });
  return (options, callback) => {
    connect(options, (...result) => {
      const [, socket] = result;
      if (socket) failAfterReading(socket);
      callback(...result);
    });
  };
}

type Written = (error?: Error | null) => void;

function failAfterReading(socket: Socket): void {
  const { _write: write, _writev: writeMany } = socket;
  const after =
    (callback: Written): Written =>
    (error) => {
      // A connection that takes no more brings no more either: what waits is read, then its end.
      if (error) finished(socket, { writable: false }, () => callback(error));
      else callback();
    };
  socket._write = (chunk, encoding, callback) =>
    write.call(socket, chunk, encoding, after(callback));
  socket._writev = (chunks, callback) => writeMany?.call(socket, chunks, after(callback));
}
