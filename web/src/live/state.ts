import type { Alert } from '../api/alerts';
import { noStats, type Stats } from '../api/stats';
import type { Target } from '../api/targets';
import { append } from './history';
import type { Message } from './messages';

/** All that the page knows. A target or alert that did not change keeps its identity, so that only what changed is drawn. */
export interface LiveState {
  readonly targets: ReadonlyMap<string, Target>;
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly stats: Stats;
  /** False until the first snapshot, when an empty page means nothing. */
  readonly loaded: boolean;
  /** Updates that the server left out since the last snapshot, because this browser was too slow. */
  readonly dropped: number;
}

export const emptyState: LiveState = {
  targets: new Map(),
  alerts: new Map(),
  stats: noStats,
  loaded: false,
  dropped: 0,
};

/** Resolved alerts only say which thresholds there are; so many of them are kept at most. */
const alertsKept = 1000;

/** The state after a batch of messages; maps are copied once per batch. */
export function applyAll(state: LiveState, messages: readonly Message[]): LiveState {
  const draft = { ...state };
  let targets: Map<string, Target> | null = null;
  let alerts: Map<string, Alert> | null = null;
  const ownTargets = () => (targets ??= new Map(draft.targets));
  const ownAlerts = () => (alerts ??= new Map(draft.alerts));

  for (const message of messages) {
    switch (message.type) {
      case 'stats':
        draft.stats = message.stats;
        break;
      case 'targets':
        targets = new Map(message.targets.map((target) => [target.name, target]));
        draft.loaded = true;
        draft.dropped = 0;
        break;
      case 'target':
        ownTargets().set(message.target.name, follow(ownTargets().get(message.target.name), message.target));
        break;
      case 'target_removed':
        ownTargets().delete(message.name);
        break;
      case 'alerts':
        alerts = new Map(message.alerts.map((alert) => [alert.id, alert]));
        break;
      case 'alert':
        put(ownAlerts(), message.alert);
        break;
      case 'dropped':
        draft.dropped += message.count;
        break;
    }
  }
  return { ...draft, targets: targets ?? draft.targets, alerts: alerts ?? draft.alerts };
}

/** An update carries no history: it is the next point of the one that is known. */
function follow(known: Target | undefined, update: Target): Target {
  const history = known?.history ?? update.history;
  return {
    ...update,
    history: update.timestamp === null ? history : append(history, update.timestamp, update.value),
  };
}

function put(alerts: Map<string, Alert>, alert: Alert): void {
  alerts.delete(alert.id);
  alerts.set(alert.id, alert);
  if (alerts.size <= alertsKept) return;
  const oldest = [...alerts.values()].find((one) => one.state === 'resolved');
  if (oldest) alerts.delete(oldest.id);
}
