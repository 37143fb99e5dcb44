import { expect, test } from 'vitest';
import { formatMoment, formatSpan, formatTime } from './time';

const words = { second: 's', minute: 'min', hour: 'h', day: 'd' };

test.each([
  [-500, '0 s'],
  [999, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [252_000, '4 min 12 s'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 min'],
  [187_200_000, '2 d 4 h'],
])('%d ms are %s', (ms, text) => expect(formatSpan(ms, words)).toBe(text));

test('a moment has its date only when that is not today', () => {
  const noon = new Date(2026, 10, 23, 12, 0, 5).getTime();
  expect(formatTime(noon)).toBe('12:00:05');
  expect(formatMoment(noon, noon + 60_000)).toBe('12:00:05');
  expect(formatMoment(noon, noon + 86_400_000)).toBe('2026-11-23 12:00:05');
});
