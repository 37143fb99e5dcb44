import { Batch } from './batch';
import { readMessage, type Message } from './messages';
import { loadSnapshot } from './snapshot';
import { LiveSocket, type Connection } from './socket';
import { applyAll, emptyState, type LiveState } from './state';

/** After updates were dropped the picture may be wrong: a new one is asked for, but not more often than this. */
const snapshotSpacing = 10_000;

/** The state of the server as the page knows it, joined to the socket that keeps it so. */
class Live {
  #state = $state.raw<LiveState>(emptyState);
  #connection = $state.raw<Connection>({ phase: 'connecting', failures: 0 });
  /** When the last message came, by this browser's clock; not reactive, read it on a tick. */
  lastMessageAt: number | null = null;
  #socketHasSpoken = false;
  #subscribedAt = -Infinity;
  readonly #batch = new Batch<Message>((messages) => (this.#state = applyAll(this.#state, messages)));
  #socket: LiveSocket | null = null;

  get state(): LiveState {
    return this.#state;
  }

  get connection(): Connection {
    return this.#connection;
  }

  start(): () => void {
    const url = new URL('ws', document.baseURI);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new LiveSocket(url.href, {
      connection: (connection) => this.#changed(connection),
      opened: () => this.#subscribe(),
      frame: (frame) => this.#received(frame),
    });
    this.#socket = socket;
    socket.connect();

    const retry = () => document.visibilityState === 'visible' && socket.retryNow();
    addEventListener('online', retry);
    document.addEventListener('visibilitychange', retry);
    return () => {
      removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
      socket.close();
    };
  }

  retryNow(): void {
    this.#socket?.retryNow();
  }

  #changed(connection: Connection): void {
    this.#connection = connection;
    if (connection.phase !== 'connecting') return;
    this.#socketHasSpoken = false;
    void loadSnapshot().then((messages) => {
      // The socket's own snapshot is newer.
      if (!this.#socketHasSpoken) messages.forEach((message) => this.#take(message));
    });
  }

  #subscribe(): void {
    this.#subscribedAt = performance.now();
    this.#socket?.send({ subscribe: ['targets', 'alerts'] });
  }

  #received(frame: string): void {
    this.lastMessageAt = Date.now();
    const message = readMessage(frame);
    if (message === null) return;
    if (message.type === 'targets') this.#socketHasSpoken = true;
    if (message.type === 'error') console.warn(`Lapwing: ${message.message}`);
    if (message.type === 'dropped' && performance.now() - this.#subscribedAt > snapshotSpacing) this.#subscribe();
    this.#take(message);
  }

  #take(message: Message): void {
    this.lastMessageAt = Date.now();
    this.#batch.add(message);
  }
}

export const live = new Live();
