import { isFields, readList, readNumber, readText, readTexts, readWord } from '../lib/shape';
import { getJson, type Answer } from './http';

export const sources = ['api', 'database', 'file'] as const;
export type Source = (typeof sources)[number];

export const states = ['unhealthy', 'pending', 'healthy'] as const;
export type State = (typeof states)[number];

const units = ['ms', 'per_second', 'bytes'] as const;
export type Unit = (typeof units)[number] | 'none';

/** Values of the headline metric, oldest first; null where a run brought none. Both arrays are equally long. */
export interface History {
  readonly times: readonly number[];
  readonly values: readonly (number | null)[];
}

/** A watched target as it stands. Times are milliseconds since 1970 UTC. */
export interface Target {
  readonly name: string;
  readonly source: Source;
  readonly address: string;
  readonly state: State;
  /** `healthy`, or in one word what is wrong, such as `timeout`. */
  readonly status: string;
  readonly message: string | null;
  /** Something that does not make the target unhealthy but should be known. */
  readonly notice: string | null;
  /** The name of the headline metric. */
  readonly metric: string;
  readonly unit: Unit;
  readonly value: number | null;
  /** The last run; null before the first. */
  readonly timestamp: number | null;
  /** Since when it is in this state. */
  readonly since: number | null;
  /** Milliseconds between runs. */
  readonly interval: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly history: History;
}

const unitOfSource: Record<Source, Unit> = { api: 'ms', database: 'per_second', file: 'bytes' };

export function readTarget(x: unknown): Target | null {
  if (!isFields(x)) return null;
  const name = readText(x.name);
  const source = readWord(x.source, sources);
  if (name === null || name === '' || source === null) return null;
  const state = readWord(x.state, states) ?? 'pending';
  return {
    name,
    source,
    address: readText(x.address) ?? '',
    state,
    status: readText(x.status) ?? state,
    message: readText(x.message),
    notice: readText(x.notice),
    metric: readText(x.metric) ?? '',
    unit: readWord(x.unit, units) ?? unitOfSource[source],
    value: readNumber(x.value),
    timestamp: readNumber(x.timestamp),
    since: readNumber(x.since),
    interval: readNumber(x.interval) ?? 5000,
    labels: readTexts(x.labels),
    history: readHistory(x.history),
  };
}

function readHistory(x: unknown): History {
  const points = readList(x, readPoint).sort((a, b) => a.time - b.time);
  return { times: points.map((point) => point.time), values: points.map((point) => point.value) };
}

function readPoint(x: unknown): { time: number; value: number | null } | null {
  if (!Array.isArray(x)) return null;
  const time = readNumber(x[0]);
  return time === null ? null : { time, value: readNumber(x[1]) };
}

export const readTargets = (x: unknown): Target[] => readList(x, readTarget);

/** GET api/targets: all targets with the last five minutes of their headline value. */
export const getTargets = (signal?: AbortSignal): Promise<Answer<Target[]>> =>
  getJson('api/targets', (body) => (isFields(body) ? readTargets(body.targets) : null), signal);
