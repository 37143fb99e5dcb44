import { expect, test } from 'vitest';
import { dots, toSeries, verticalRange } from './series';

test('a line is broken where results are missing, and only there', () => {
  const history = { times: [0, 5000, 12_000, 60_000], values: [1, 2, 3, 4] };
  expect(toSeries(history, 5000)).toEqual([
    [0, 5000, 12_000, 17_000, 60_000],
    [1, 2, 3, null, 4],
  ]);
});

test('a run without a value is a hole of its own', () => {
  expect(toSeries({ times: [0, 1, 2], values: [1, null, 3] }, 1)).toEqual([
    [0, 1, 2],
    [1, null, 3],
  ]);
});

test('times and rates start at zero', () => {
  expect(verticalRange(80, 100, 'ms', null)).toEqual([0, expect.closeTo(112)]);
  expect(verticalRange(0, 0, 'per_second', null)).toEqual([0, 1]);
});

test('a size is shown around itself, a steady one too', () => {
  const [bottom, top] = verticalRange(1000, 1000, 'bytes', null);
  expect(bottom).toBeLessThan(1000);
  expect(top).toBeGreaterThan(1000);
  expect(verticalRange(0, 0, 'bytes', null)[0]).toBe(0);
});

test('a threshold is in view when values come near it, and flattens nothing when they do not', () => {
  expect(verticalRange(100, 200, 'ms', 300)[1]).toBeGreaterThan(300);
  expect(verticalRange(10, 20, 'ms', 300)[1]).toBeLessThan(30);
  expect(verticalRange(null, null, 'ms', 300)).toEqual([0, 1]);
});

test('lonely points and the newest are dots', () => {
  expect(dots([1, null, 2, null, 3, 4])).toEqual([0, 2, 5]);
  expect(dots([1, null])).toEqual([0]);
  expect(dots([])).toEqual([]);
});
