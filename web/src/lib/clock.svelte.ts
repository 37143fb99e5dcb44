/**
 * The time of the server, as well as it is known here, ticking once a second for everything on the page that shows an age.
 * Targets and alerts carry the server's time; a browser whose own clock is wrong would otherwise show wrong ages.
 */
class Clock {
  /** Milliseconds by which the server's clock is ahead of this browser's. */
  #ahead = 0;
  #now = $state(Date.now());

  /** The server's time, updated every second; reading it in a component makes the component tick. */
  get now(): number {
    return this.#now;
  }

  /** The server's time at this instant, for charts. */
  read(): number {
    return Date.now() + this.#ahead;
  }

  start(): () => void {
    const timer = setInterval(() => (this.#now = this.read()), 1000);
    return () => clearInterval(timer);
  }

  /**
   * Learns from the Date header of an answer. That header counts whole seconds, so a difference
   * of less than two is no evidence of a wrong clock.
   */
  adjust(serverDate: number): void {
    const ahead = serverDate + 500 - Date.now();
    this.#ahead = Math.abs(ahead) < 2000 ? 0 : ahead;
    this.#now = this.read();
  }
}

export const clock = new Clock();
