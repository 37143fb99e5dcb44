import type { History, Unit } from '../api/targets';

/** Times and values as uPlot takes them. */
export type Series = [times: number[], values: (number | null)[]];

/** A run may come late by a retry; only after so many intervals without a result a line is broken. */
const intervalsUntilGap = 3;

/** The history with a hole where results are missing, so that a line never claims what nobody measured. */
export function toSeries(history: History, interval: number): Series {
  const times: number[] = [];
  const values: (number | null)[] = [];
  history.times.forEach((time, i) => {
    const before = times.at(-1);
    if (before !== undefined && time - before > intervalsUntilGap * interval) {
      times.push(before + interval);
      values.push(null);
    }
    times.push(time);
    values.push(history.values[i] ?? null);
  });
  return [times, values];
}

/**
 * The vertical range of a chart. Times and rates start at zero so that heights can be compared; sizes hardly change
 * and are shown around themselves. A threshold is in view when the values come near it, and does not flatten them when not.
 */
export function verticalRange(
  min: number | null,
  max: number | null,
  unit: Unit,
  threshold: number | null,
): [number, number] {
  if (min === null || max === null) return [0, 1];
  const near = threshold !== null && threshold <= max * 2 && threshold >= min / 2;
  const top = near ? Math.max(max, threshold) : max;
  const bottom = near ? Math.min(min, threshold) : min;
  if (unit === 'bytes' || bottom < 0) {
    const margin = Math.max((top - bottom) * 0.15, Math.abs(top) * 0.01, 1);
    return [bottom >= 0 ? Math.max(0, bottom - margin) : bottom - margin, top + margin];
  }
  return [0, top === 0 ? 1 : top * 1.12];
}

/** The points that no line reaches, because both neighbours are missing, and the newest one: they are drawn as dots. */
export function dots(values: ArrayLike<number | null | undefined>): number[] {
  const indices: number[] = [];
  const has = (i: number) => i >= 0 && i < values.length && values[i] != null;
  for (let i = 0; i < values.length; i++) {
    const isNewest = i === values.length - 1;
    if (has(i) && (isNewest || (!has(i - 1) && !has(i + 1)))) indices.push(i);
  }
  return indices;
}
