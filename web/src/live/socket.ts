import { backoff } from './backoff';

/** How the page stands with the server. */
export type Connection =
  | { readonly phase: 'connecting'; readonly failures: number }
  | { readonly phase: 'live'; readonly failures: 0 }
  /** @property until When the next try is made, by this browser's clock. */
  | { readonly phase: 'waiting'; readonly failures: number; readonly until: number };

/** The server speaks every two seconds; a line that is silent for so long is dead even if nobody has said so. */
const longestSilence = 15_000;
const connectTimeout = 10_000;

export interface SocketListener {
  connection(connection: Connection): void;
  opened(): void;
  frame(frame: string): void;
}

/** A WebSocket that comes back: after a failure it waits ever longer, and silence counts as failure. */
export class LiveSocket {
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #waiting = false;
  #isLive = false;

  constructor(
    private readonly url: string,
    private readonly listener: SocketListener,
  ) {}

  connect(): void {
    this.#waiting = false;
    this.listener.connection({ phase: 'connecting', failures: this.#failures });
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    this.#expectWithin(connectTimeout);
    // A socket that was given up may still speak; only the present one is heard.
    socket.onopen = () => socket === this.#socket && this.#opened();
    socket.onmessage = (event) => socket === this.#socket && this.#heard(event.data);
    socket.onclose = () => socket === this.#socket && this.#lost();
  }

  /** Tries at once when it is waiting to try. */
  retryNow(): void {
    if (!this.#waiting) return;
    clearTimeout(this.#timer);
    this.connect();
  }

  send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#giveUp();
    this.#waiting = false;
  }

  #opened(): void {
    this.#expectWithin(longestSilence);
    this.listener.opened();
  }

  #heard(frame: unknown): void {
    this.#expectWithin(longestSilence);
    // Not before the first message: a server that accepts and then hangs up is no success.
    if (!this.#isLive) this.#becomeLive();
    if (typeof frame === 'string') this.listener.frame(frame);
  }

  #becomeLive(): void {
    this.#failures = 0;
    this.#isLive = true;
    this.listener.connection({ phase: 'live', failures: 0 });
  }

  #expectWithin(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost(), ms);
  }

  #lost(): void {
    this.#giveUp();
    this.#failures++;
    const wait = backoff(this.#failures);
    this.#waiting = true;
    this.listener.connection({ phase: 'waiting', failures: this.#failures, until: Date.now() + wait });
    this.#timer = setTimeout(() => this.connect(), wait);
  }

  #giveUp(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    this.#isLive = false;
    socket?.close();
  }
}
