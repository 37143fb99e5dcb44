import type { Alert } from '../../api/alerts';
import type { Target } from '../../api/targets';

/**
 * The threshold of each target's headline, as far as alerts have told of one. Only a target's own alerts count:
 * a rule may be meant for some targets only, and a line where no rule is would be a lie.
 */
export function thresholds(alerts: Iterable<Alert>): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const { target, metric, threshold } of alerts) {
    if (threshold !== null) known.set(key(target, metric), threshold);
  }
  return known;
}

export const thresholdOf = (known: ReadonlyMap<string, number>, target: Target): number | null =>
  known.get(key(target.name, target.metric)) ?? null;

const key = (target: string, metric: string) => `${metric}\n${target}`;
