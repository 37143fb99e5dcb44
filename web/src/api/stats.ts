import { isFields, readNumber } from '../lib/shape';
import { getJson, type Answer } from './http';
import { sources, type Source } from './targets';

/** The sliding window over the headline values of one kind. */
export interface KindStatistics {
  readonly count: number;
  readonly mean: number;
  readonly max: number;
  readonly min: number;
  readonly latest: number;
}

/** Null for a kind without data. */
export type Stats = Readonly<Record<Source, KindStatistics | null>>;

export const noStats: Stats = { api: null, database: null, file: null };

export function readStats(x: unknown): Stats | null {
  if (!isFields(x)) return null;
  const kinds = sources.map((source) => [source, readKind(x[source])]);
  return Object.fromEntries(kinds) as Stats;
}

function readKind(x: unknown): KindStatistics | null {
  if (!isFields(x)) return null;
  const count = readNumber(x.count);
  const mean = readNumber(x.mean);
  const max = readNumber(x.max);
  const min = readNumber(x.min);
  const latest = readNumber(x.latest);
  if (count === null || mean === null || max === null || min === null || latest === null) return null;
  return { count, mean, max, min, latest };
}

/** GET stats: the sliding window of each kind. */
export const getStats = (signal?: AbortSignal): Promise<Answer<Stats>> => getJson('stats', readStats, signal);
