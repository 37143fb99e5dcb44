import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Batch } from './batch';

const frame = 16;
let frames = true;
let batches: number[][];
let batch: Batch<number>;

beforeEach(() => {
  vi.useFakeTimers();
  frames = true;
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => (frames ? setTimeout(draw, frame) : 0));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => clearTimeout(id));
  batches = [];
  batch = new Batch((messages) => batches.push([...messages]));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what arrives within a frame is handed over together, in order', () => {
  vi.advanceTimersByTime(1000);
  [1, 2, 3].forEach((message) => batch.add(message));
  vi.advanceTimersByTime(frame);
  expect(batches).toEqual([[1, 2, 3]]);
});

test('a thousand messages a second make five batches and the first', () => {
  for (let i = 0; i < 1000; i++) {
    batch.add(i);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(200);
  expect(batches.flat()).toHaveLength(1000);
  expect(batches.length).toBeLessThanOrEqual(6);
});

test('a tab in the background, which gets no frames, still takes them', () => {
  frames = false;
  batch.add(1);
  vi.advanceTimersByTime(1100);
  batch.add(2);
  vi.advanceTimersByTime(1100);
  expect(batches).toEqual([[1], [2]]);
});

test('messages are never left to pile up', () => {
  frames = false;
  for (let i = 0; i < 10_000; i++) batch.add(i);
  expect(batches.flat()).toHaveLength(10_000);
});
