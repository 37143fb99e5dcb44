import type { Target } from '../../api/targets';

/** A run with all its time-outs and retries may take a while; silence beyond that is worth a word. */
const patience = 30_000;
const intervals = 3;

/** Whether results of a target stay away, for "no news" is not "healthy". */
export const isLate = (target: Target, now: number): boolean =>
  target.timestamp !== null && now - target.timestamp > intervals * target.interval + patience;
