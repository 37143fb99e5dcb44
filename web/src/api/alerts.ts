import { isFields, readList, readNumber, readText, readTexts, readWord } from '../lib/shape';
import { getJson, type Answer } from './http';
import { sources, type Source } from './targets';

const alertStates = ['firing', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

/** One occurrence of a rule being true for one series. Times are milliseconds since 1970 UTC. */
export interface Alert {
  readonly id: string;
  readonly rule: string;
  readonly metric: string;
  /** Empty for an alert about something that is not a target of ours. */
  readonly target: string;
  readonly source: Source | null;
  readonly state: AlertState;
  readonly value: number | null;
  readonly threshold: number | null;
  /** How the value compares with the threshold, such as `>`. */
  readonly operator: string;
  /** Since when the condition holds. */
  readonly activeAt: number | null;
  readonly firedAt: number | null;
  readonly resolvedAt: number | null;
  /** Since when the series has no data, so that nobody takes silence for recovery. */
  readonly noDataSince: number | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export function readAlert(x: unknown): Alert | null {
  if (!isFields(x)) return null;
  const id = readText(x.id);
  const rule = readText(x.rule);
  const state = readWord(x.state, alertStates);
  if (id === null || rule === null || state === null) return null;
  return {
    id,
    rule,
    metric: readText(x.metric) ?? '',
    target: readText(x.target) ?? '',
    source: readWord(x.source, sources),
    state,
    value: readNumber(x.value),
    threshold: readNumber(x.threshold),
    operator: readText(x.operator) ?? '',
    activeAt: readNumber(x.active_at),
    firedAt: readNumber(x.fired_at),
    resolvedAt: readNumber(x.resolved_at),
    noDataSince: readNumber(x.no_data_since),
    labels: readTexts(x.labels),
    annotations: readTexts(x.annotations),
  };
}

export const readAlerts = (x: unknown): Alert[] => readList(x, readAlert);

/** GET alerts: those that fire, and those resolved of late. */
export const getAlerts = (signal?: AbortSignal): Promise<Answer<Alert[]>> =>
  getJson('alerts', (body) => (isFields(body) ? readAlerts(body.alerts) : null), signal);
