import { createHash } from 'node:crypto';

/** As much of RFC 6455 as the mock needs: short text frames in, text frames out, no fragments. */

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Accepts an upgrade and returns a connection with `send(object)`; `onMessage` gets what the page sends, parsed. */
export function accept(request, socket, onMessage, onClose) {
    const key = createHash('sha1')
        .update(request.headers['sec-websocket-key'] + guid)
        .digest('base64');
    socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
    );
    let pending = Buffer.alloc(0);
    socket.on('data', (data) => {
        pending = Buffer.concat([pending, data]);
        for (let frame = take(pending); frame; frame = take(pending)) {
            pending = pending.subarray(frame.size);
            if (frame.opcode === 8) socket.end(Buffer.from([0x88, 0]));
            if (frame.opcode === 1) onMessage(JSON.parse(frame.text));
        }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', onClose);
    return { send: (message) => socket.writable && socket.write(encode(JSON.stringify(message))) };
}

function take(buffer) {
    if (buffer.length < 6) return null;
    let length = buffer[1] & 0x7f;
    let start = 2;
    if (length === 126) {
        length = buffer.readUInt16BE(2);
        start = 4;
    }
    const size = start + 4 + length;
    if (buffer.length < size) return null;
    const mask = buffer.subarray(start, start + 4);
    const text = buffer.subarray(start + 4, size).map((byte, i) => byte ^ mask[i % 4]);
    return { opcode: buffer[0] & 0x0f, size, text: Buffer.from(text).toString() };
}

function encode(text) {
    const body = Buffer.from(text);
    const head = Buffer.alloc(body.length < 126 ? 2 : body.length < 65_536 ? 4 : 10);
    head[0] = 0x81;
    if (head.length === 2) head[1] = body.length;
    else if (head.length === 4) {
        head[1] = 126;
        head.writeUInt16BE(body.length, 2);
    } else {
        head[1] = 127;
        head.writeBigUInt64BE(BigInt(body.length), 2);
    }
    return Buffer.concat([head, body]);
}
