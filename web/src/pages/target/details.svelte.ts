import type { Problem } from '../../api/http';
import { getTargetDetails, type TargetDetails } from '../../api/targetDetails';

/** A target that runs ten times a second need not be asked for as often. */
const spacing = 1000;

/** The details of one target, asked for again whenever the target has run. */
export class Details {
  current = $state.raw<TargetDetails | null>(null);
  problem = $state.raw<Problem | null>(null);
  readonly #abort = new AbortController();
  #busy = false;
  #again = false;

  constructor(private readonly name: string) {}

  /** Asks now, or once more after the request that is under way. */
  async refresh(): Promise<void> {
    this.#again = this.#busy;
    if (this.#busy) return;
    this.#busy = true;
    const answer = await getTargetDetails(this.name, this.#abort.signal);
    if (this.#abort.signal.aborted) return;
    if (answer.ok) this.current = answer.value;
    this.problem = answer.ok ? null : answer.problem;
    await new Promise((done) => setTimeout(done, spacing));
    this.#busy = false;
    if (this.#again && !this.#abort.signal.aborted) void this.refresh();
  }

  stop(): void {
    this.#abort.abort();
  }
}
