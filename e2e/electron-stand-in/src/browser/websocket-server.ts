// The few parts of RFC 6455 that a debugger needs: text messages in both directions, ping and close.

import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

const HANDSHAKE_KEY = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const OPCODE = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;

export interface WebSocketPeer {
  send(text: string): void;
  close(): void;
}

export interface PeerListener {
  message(text: string): void;
  close(): void;
}

/** Listens on this machine only. `accept` is called with each client and gives what listens to it. */
export async function serveWebSockets(
  port: number,
  accept: (peer: WebSocketPeer) => PeerListener,
): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer((_request, response) => response.writeHead(426).end());
  server.on('upgrade', (request, socket) => {
    const key = request.headers['sec-websocket-key'] ?? '';
    const answer = createHash('sha1')
      .update(key + HANDSHAKE_KEY)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${answer}\r\n\r\n`,
    );
    serve(socket, accept);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.unref();
  return { port: (server.address() as AddressInfo).port, server };
}

function serve(socket: Duplex, accept: (peer: WebSocketPeer) => PeerListener): void {
  const listener = accept({
    send: (text) => void (socket.writable && socket.write(frame(OPCODE.text, Buffer.from(text)))),
    close: () => socket.end(frame(OPCODE.close, Buffer.alloc(0))),
  });
  let received: Buffer = Buffer.alloc(0);
  let message: Buffer[] = [];

  const handle = ({ opcode, isLast, payload }: Frame): void => {
    if (opcode === OPCODE.close) socket.end(frame(OPCODE.close, payload));
    else if (opcode === OPCODE.ping) socket.write(frame(OPCODE.pong, payload));
    else if (opcode === OPCODE.text || opcode === OPCODE.continuation) {
      message.push(payload);
      if (!isLast) return;
      const text = Buffer.concat(message).toString('utf8');
      message = [];
      listener.message(text);
    }
  };

  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    for (let next = readFrame(received); next !== undefined; next = readFrame(received)) {
      received = received.subarray(next.length);
      handle(next);
    }
  });
  // A debugger that goes away without a word is no error of ours; `close` follows.
  socket.on('error', () => socket.destroy());
  socket.once('close', () => listener.close());
}

interface Frame {
  readonly opcode: number;
  readonly isLast: boolean;
  readonly payload: Buffer;
  /** Bytes that the whole frame took. */
  readonly length: number;
}

/** Undefined when `bytes` does not hold a whole frame yet. */
function readFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  const shortLength = second & 0x7f;
  const extra = shortLength === 126 ? 2 : shortLength === 127 ? 8 : 0;
  const isMasked = (second & 0x80) !== 0;
  const start = 2 + extra + (isMasked ? 4 : 0);
  if (bytes.length < start) return undefined;

  let size = shortLength;
  if (extra === 2) size = bytes.readUInt16BE(2);
  if (extra === 8) size = Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + size) return undefined;

  const payload = Buffer.from(bytes.subarray(start, start + size));
  if (isMasked) {
    const mask = bytes.subarray(start - 4, start);
    for (let index = 0; index < size; index += 1) {
      payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
    }
  }
  return { opcode: first & 0x0f, isLast: (first & 0x80) !== 0, payload, length: start + size };
}

function frame(opcode: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10);
  header.writeUInt8(0x80 | opcode, 0);
  if (header.length === 2) header.writeUInt8(payload.length, 1);
  if (header.length === 4) {
    header.writeUInt8(126, 1);
    header.writeUInt16BE(payload.length, 2);
  }
  if (header.length === 10) {
    header.writeUInt8(127, 1);
    header.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([header, payload]);
}
