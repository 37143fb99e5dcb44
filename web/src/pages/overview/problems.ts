import type { Alert } from '../../api/alerts';
import type { Target } from '../../api/targets';
import type { LiveState } from '../../live/state';

/** Something that is wrong now. */
export type Problem =
  | { readonly kind: 'unhealthy'; readonly id: string; readonly since: number; readonly target: Target }
  | {
      readonly kind: 'alert';
      readonly id: string;
      readonly since: number;
      readonly alert: Alert;
      readonly target: Target | null;
    };

/** Targets that are down, then alerts that fire; within each, what happened last stands first. */
export function findProblems({ targets, alerts }: LiveState): Problem[] {
  const unhealthy = [...targets.values()].filter((target) => target.state === 'unhealthy').map(unhealthyProblem);
  const firing = [...alerts.values()]
    .filter((alert) => alert.state === 'firing')
    .map((alert) => alertProblem(alert, targets.get(alert.target) ?? null));
  return [...unhealthy.sort(newestFirst), ...firing.sort(newestFirst)];
}

function unhealthyProblem(target: Target): Problem {
  return { kind: 'unhealthy', id: `target ${target.name}`, since: target.since ?? 0, target };
}

function alertProblem(alert: Alert, target: Target | null): Problem {
  return { kind: 'alert', id: `alert ${alert.id}`, since: alert.activeAt ?? alert.firedAt ?? 0, alert, target };
}

const newestFirst = (a: Problem, b: Problem) => b.since - a.since || (a.id < b.id ? -1 : 1);
