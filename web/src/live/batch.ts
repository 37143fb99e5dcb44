/** Frames of a tab in the background do not come; then this long after the first message a batch is applied all the same. */
const patience = 1000;

/** Every update lays the page out; at 1,000 messages a second it stays at five, and a message waits a tenth of a second on average. */
const spacing = 200;

/** So many messages are never left waiting, whatever the browser does with its timers. */
const most = 10_000;

/** Gathers messages and hands them over together, at most once per animation frame. */
export class Batch<T> {
  #waiting: T[] = [];
  #lastFlush = 0;
  #frame = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly apply: (messages: readonly T[]) => void) {}

  add(message: T): void {
    this.#waiting.push(message);
    if (this.#waiting.length >= most) this.flush();
    else if (this.#waiting.length === 1) this.#schedule();
  }

  flush(): void {
    this.#clear();
    this.#lastFlush = performance.now();
    const messages = this.#waiting;
    this.#waiting = [];
    if (messages.length > 0) this.apply(messages);
  }

  /** Forgets the timers, not the messages. */
  #clear(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#deadline);
    cancelAnimationFrame(this.#frame);
  }

  #schedule(): void {
    const wait = Math.max(0, this.#lastFlush + spacing - performance.now());
    this.#pause = setTimeout(() => (this.#frame = requestAnimationFrame(() => this.flush())), wait);
    this.#deadline = setTimeout(() => this.flush(), patience);
  }
}
