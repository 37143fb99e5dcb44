import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveSocket, type Connection } from './socket';

class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }
  readyState = 0;
  sent: string[] = [];
  onopen = () => {};
  onmessage = (_event: { data: unknown }) => {};
  onclose = () => {};
  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  open() {
    this.readyState = 1;
    this.onopen();
  }
  say(data: unknown) {
    this.onmessage({ data });
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
}

let connections: Connection[];
let frames: string[];
let socket: LiveSocket;
const phase = () => connections.at(-1)?.phase;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  FakeSocket.all = [];
  connections = [];
  frames = [];
  socket = new LiveSocket('ws://here/ws', {
    connection: (connection) => connections.push(connection),
    opened: () => socket.send({ subscribe: ['targets'] }),
    frame: (frame) => frames.push(frame),
  });
  socket.connect();
});

afterEach(() => {
  socket.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function goLive() {
  FakeSocket.last.open();
  FakeSocket.last.say('{}');
}

test('it is live with the first message, not before', () => {
  FakeSocket.last.open();
  expect(phase()).toBe('connecting');
  expect(FakeSocket.last.sent).toEqual(['{"subscribe":["targets"]}']);
  FakeSocket.last.say('hello');
  expect(phase()).toBe('live');
  expect(frames).toEqual(['hello']);
});

test('a lost connection comes back', () => {
  goLive();
  FakeSocket.last.onclose();
  expect(connections.at(-1)).toMatchObject({ phase: 'waiting', failures: 1 });
  vi.advanceTimersByTime(1000);
  expect(FakeSocket.all).toHaveLength(2);
  goLive();
  expect(connections.at(-1)).toEqual({ phase: 'live', failures: 0 });
});

test('a server that accepts and hangs up is tried ever more seldom', () => {
  for (let i = 1; i <= 5; i++) {
    FakeSocket.last.open();
    FakeSocket.last.onclose();
    expect(connections.at(-1)).toMatchObject({ failures: i });
    vi.advanceTimersToNextTimer();
    expect(FakeSocket.all).toHaveLength(i + 1);
  }
});

test('silence is a failure, and what the dead socket says later is not heard', () => {
  goLive();
  const dead = FakeSocket.last;
  vi.advanceTimersByTime(15_000);
  expect(phase()).toBe('waiting');
  expect(dead.readyState).toBe(3);
  dead.say('late');
  dead.onclose();
  expect(frames).toEqual(['{}']);
  expect(connections.at(-1)).toMatchObject({ failures: 1 });
});

test('a message now and then keeps it live', () => {
  goLive();
  for (let i = 0; i < 20; i++) {
    vi.advanceTimersByTime(10_000);
    FakeSocket.last.say('{}');
  }
  expect(phase()).toBe('live');
  expect(FakeSocket.all).toHaveLength(1);
});

test('an attempt that hangs is given up', () => {
  vi.advanceTimersByTime(10_000);
  expect(phase()).toBe('waiting');
});

test('a reader who asks need not wait, and no second socket is opened while one is there', () => {
  socket.retryNow();
  expect(FakeSocket.all).toHaveLength(1);
  FakeSocket.last.onclose();
  socket.retryNow();
  expect(FakeSocket.all).toHaveLength(2);
  vi.advanceTimersByTime(5000);
  expect(FakeSocket.all).toHaveLength(2);
});

test('closed means closed', () => {
  goLive();
  socket.close();
  vi.advanceTimersByTime(120_000);
  expect(FakeSocket.all).toHaveLength(1);
});
