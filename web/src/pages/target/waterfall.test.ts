import { expect, test } from 'vitest';
import { layOut } from './waterfall';

test('each phase starts where the one before it ended', () => {
  const bars = layOut([
    { name: 'dns', ms: 10 },
    { name: 'tls', ms: 30 },
  ]);
  expect(bars.map(({ start, width }) => [start, width])).toEqual([
    [0, 0.25],
    [0.25, 0.75],
  ]);
});

test('phases that took no time divide nothing by zero', () => {
  expect(layOut([{ name: 'dns', ms: 0 }])).toEqual([{ name: 'dns', ms: 0, start: 0, width: 0 }]);
});
