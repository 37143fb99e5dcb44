import type { History } from '../api/targets';

/** How far back the lines reach: what the server sends and the page keeps. */
export const historyLength = 5 * 60_000;

export const emptyHistory: History = { times: [], values: [] };

/** The history with one more point, and without those that have become too old. A point that is not newer changes nothing. */
export function append(history: History, time: number, value: number | null): History {
  const { times, values } = history;
  const newest = times.at(-1);
  if (newest !== undefined && time <= newest) return history;
  const first = firstSince(times, time - historyLength);
  return { times: [...times.slice(first), time], values: [...values.slice(first), value] };
}

function firstSince(times: readonly number[], oldest: number): number {
  const first = times.findIndex((time) => time >= oldest);
  return first === -1 ? times.length : first;
}
