import { expect, test } from 'vitest';
import { backoff } from './backoff';

test('the wait doubles up to half a minute', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 100].map((failures) => backoff(failures, () => 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('chance takes off up to a half', () => {
  expect(backoff(3, () => 0)).toBe(2000);
});
