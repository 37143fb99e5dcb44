import type { Phase } from '../../api/targetDetails';

/** A phase and where it lies in the whole, as shares between 0 and 1. */
export interface Bar extends Phase {
  readonly start: number;
  readonly width: number;
}

/** Phases follow one another, so that each starts where the one before it ended. */
export function layOut(phases: readonly Phase[]): Bar[] {
  const total = phases.reduce((sum, { ms }) => sum + ms, 0);
  let passed = 0;
  return phases.map((phase) => {
    const start = total === 0 ? 0 : passed / total;
    passed += phase.ms;
    return { ...phase, start, width: total === 0 ? 0 : phase.ms / total };
  });
}
