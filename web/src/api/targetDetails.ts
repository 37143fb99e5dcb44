import { isFields, readList, readNumber, readText, readTexts, type Fields } from '../lib/shape';
import { getJson, type Answer } from './http';
import { readTarget, type Target } from './targets';

/** The windows in the order of the page; `last_` and a number stands first. */
export interface WindowStatistics {
  readonly window: string;
  readonly count: number;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly latest: number | null;
  readonly stddev: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly rate: number | null;
}

export interface FailedExpectation {
  readonly condition: string;
  readonly expected: string;
  readonly actual: string;
}

export interface Phase {
  readonly name: string;
  readonly ms: number;
}

/** What was seen when a target was found unhealthy. */
export interface Evidence {
  readonly failed: readonly FailedExpectation[];
  readonly address: string | null;
  readonly slowestPhase: string | null;
  readonly phases: readonly Phase[];
  readonly body: string | null;
}

export interface Attempt {
  readonly status: string;
  readonly message: string | null;
  readonly duration: number | null;
}

/** One run of a target with all its attempts; durations in milliseconds. */
export interface Result {
  readonly timestamp: number;
  readonly duration: number | null;
  readonly status: string;
  readonly message: string | null;
  readonly value: number | null;
  readonly attempts: readonly Attempt[];
  readonly evidence: Evidence | null;
}

export interface Metric {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | null;
  readonly timestamp: number | null;
}

export interface TargetDetails {
  readonly target: Target;
  readonly windows: readonly WindowStatistics[];
  /** Newest first. */
  readonly results: readonly Result[];
  readonly metrics: readonly Metric[];
}

/** GET api/targets/{name}: a target with its windows, last results and current metrics. */
export const getTargetDetails = (name: string, signal?: AbortSignal): Promise<Answer<TargetDetails>> =>
  getJson(`api/targets/${encodeURIComponent(name)}`, readTargetDetails, signal);

export function readTargetDetails(x: unknown): TargetDetails | null {
  const target = readTarget(x);
  if (target === null || !isFields(x)) return null;
  return {
    target,
    windows: readWindows(x.windows),
    results: readList(x.results, readResult),
    metrics: readList(x.metrics, readMetric),
  };
}

function readWindows(x: unknown): WindowStatistics[] {
  if (!isFields(x)) return [];
  const known = Object.entries(x).flatMap(([window, fields]) => (isFields(fields) ? readWindow(window, fields) : []));
  return known.sort((a, b) => windowLength(a.window) - windowLength(b.window));
}

function readWindow(window: string, x: Fields): WindowStatistics {
  return {
    window,
    count: readNumber(x.count) ?? 0,
    mean: readNumber(x.mean),
    min: readNumber(x.min),
    max: readNumber(x.max),
    latest: readNumber(x.latest),
    stddev: readNumber(x.stddev),
    p50: readNumber(x.p50),
    p90: readNumber(x.p90),
    p95: readNumber(x.p95),
    p99: readNumber(x.p99),
    rate: readNumber(x.rate),
  };
}

const secondsOf: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds, so that windows can be put in order; windows of counted values come before all others. */
function windowLength(window: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(window) ?? [];
  return count === undefined || unit === undefined ? 0 : Number(count) * (secondsOf[unit] ?? 0);
}

function readResult(x: unknown): Result | null {
  if (!isFields(x)) return null;
  const timestamp = readNumber(x.timestamp);
  if (timestamp === null) return null;
  return {
    timestamp,
    duration: readNumber(x.duration_ms),
    status: readText(x.status) ?? 'healthy',
    message: readText(x.message),
    value: readNumber(x.value),
    attempts: readList(x.attempts, readAttempt),
    evidence: readEvidence(x.evidence),
  };
}

function readAttempt(x: unknown): Attempt | null {
  if (!isFields(x)) return null;
  return {
    status: readText(x.status) ?? 'healthy',
    message: readText(x.message),
    duration: readNumber(x.duration_ms),
  };
}

function readEvidence(x: unknown): Evidence | null {
  if (!isFields(x)) return null;
  return {
    failed: readList(x.failed, readFailedExpectation),
    address: readText(x.address),
    slowestPhase: readText(x.slowest_phase),
    phases: readList(x.phases, readPhase),
    body: readText(x.body),
  };
}

function readFailedExpectation(x: unknown): FailedExpectation | null {
  if (!isFields(x)) return null;
  const condition = readText(x.condition);
  if (condition === null) return null;
  return { condition, expected: readText(x.expected) ?? '', actual: readText(x.actual) ?? '' };
}

function readPhase(x: unknown): Phase | null {
  if (!isFields(x)) return null;
  const name = readText(x.name);
  const ms = readNumber(x.ms);
  return name === null || ms === null ? null : { name, ms: Math.max(0, ms) };
}

function readMetric(x: unknown): Metric | null {
  if (!isFields(x)) return null;
  const name = readText(x.name);
  if (name === null) return null;
  return { name, labels: readTexts(x.labels), value: readNumber(x.value), timestamp: readNumber(x.timestamp) };
}
