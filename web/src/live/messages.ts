import { readAlert, readAlerts, type Alert } from '../api/alerts';
import { readStats, type Stats } from '../api/stats';
import { readTarget, readTargets, type Target } from '../api/targets';
import { isFields, readNumber, readText } from '../lib/shape';

/** What the server pushes. `targets` and `alerts` replace all that was known; the others change one thing. */
export type Message =
  | { readonly type: 'stats'; readonly stats: Stats }
  | { readonly type: 'targets'; readonly targets: readonly Target[] }
  | { readonly type: 'target'; readonly target: Target }
  | { readonly type: 'target_removed'; readonly name: string }
  | { readonly type: 'alerts'; readonly alerts: readonly Alert[] }
  | { readonly type: 'alert'; readonly alert: Alert }
  | { readonly type: 'dropped'; readonly count: number }
  | { readonly type: 'error'; readonly message: string };

/** Reads a frame of the socket; null for a type that is not known and for anything that is not whole. */
export function readMessage(frame: string): Message | null {
  const x = parse(frame);
  if (!isFields(x)) return null;
  switch (x.type) {
    case 'stats_update':
      return whole(readStats(x.data), (stats) => ({ type: 'stats', stats }));
    case 'targets':
      return Array.isArray(x.data) ? { type: 'targets', targets: readTargets(x.data) } : null;
    case 'target':
      return whole(readTarget(x.data), (target) => ({ type: 'target', target }));
    case 'target_removed':
      return whole(isFields(x.data) ? readText(x.data.name) : null, (name) => ({ type: 'target_removed', name }));
    case 'alerts':
      return Array.isArray(x.data) ? { type: 'alerts', alerts: readAlerts(x.data) } : null;
    case 'alert':
      return whole(readAlert(x.data), (alert) => ({ type: 'alert', alert }));
    case 'dropped':
      return { type: 'dropped', count: (isFields(x.data) ? readNumber(x.data.count) : null) ?? 1 };
    case 'error':
      return { type: 'error', message: readText(x.message) ?? '' };
    default:
      return null;
  }
}

const whole = <T>(value: T | null, message: (value: T) => Message): Message | null =>
  value === null ? null : message(value);

function parse(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return null;
  }
}
