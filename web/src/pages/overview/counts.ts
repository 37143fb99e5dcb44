import type { State } from '../../api/targets';
import type { LiveState } from '../../live/state';

export interface Counts extends Readonly<Record<State, number>> {
  readonly targets: number;
  readonly firing: number;
}

export function count({ targets, alerts }: LiveState): Counts {
  const counts = { healthy: 0, unhealthy: 0, pending: 0, targets: targets.size, firing: 0 };
  for (const target of targets.values()) counts[target.state]++;
  for (const alert of alerts.values()) if (alert.state === 'firing') counts.firing++;
  return counts;
}
