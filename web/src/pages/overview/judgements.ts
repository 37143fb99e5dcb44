import type { Alert } from '../../api/alerts';
import type { Target } from '../../api/targets';

/** What alerts tell of the targets they are about. */
export interface Judgements {
  /** The threshold of a target's headline, as far as an alert has told of one. */
  threshold(target: Target): number | null;
  /** The rules that fire for a target, by name. */
  firing(target: Target): readonly string[];
}

/**
 * Only a target's own alerts count: a rule may be meant for some targets only, and a line where no rule is would be a lie.
 */
export function judge(alerts: Iterable<Alert>): Judgements {
  const thresholds = new Map<string, number>();
  const firing = new Map<string, string[]>();
  for (const { target, metric, threshold, state, rule } of alerts) {
    if (threshold !== null) thresholds.set(key(target, metric), threshold);
    if (state === 'firing') firing.set(target, [...(firing.get(target) ?? []), rule]);
  }
  return {
    threshold: (target) => thresholds.get(key(target.name, target.metric)) ?? null,
    firing: (target) => firing.get(target.name) ?? none,
  };
}

const none: readonly string[] = [];
const key = (target: string, metric: string) => `${metric}\n${target}`;
