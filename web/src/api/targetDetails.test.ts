import { expect, test } from 'vitest';
import { readTargetDetails } from './targetDetails';

const target = { name: 'orders', source: 'api' };

test('windows stand from the shortest to the longest, counted ones first', () => {
  const windows = { '1h': {}, '15m': {}, '1m': {}, last_10: { count: 10, mean: 4 }, '5m': {}, broken: 3 };
  const details = readTargetDetails({ ...target, windows });
  expect(details?.windows.map(({ window }) => window)).toEqual(['last_10', '1m', '5m', '15m', '1h']);
  expect(details?.windows[0]).toMatchObject({ count: 10, mean: 4, p99: null });
});

test('a failed result brings its attempts and its evidence', () => {
  const result = {
    timestamp: 1000,
    duration_ms: 6000,
    status: 'timeout',
    message: 'no answer',
    value: null,
    attempts: [{ status: 'timeout', message: 'no answer', duration_ms: 3000 }],
    evidence: {
      failed: [{ condition: 'status', expected: '200', actual: '503' }, { expected: 'no condition' }],
      address: '192.0.2.7:443',
      slowest_phase: 'tls',
      phases: [{ name: 'tls', ms: 12 }, { name: 'broken' }],
      body: null,
    },
  };
  const read = readTargetDetails({ ...target, results: [result, { status: 'no time' }] })?.results;
  expect(read).toHaveLength(1);
  expect(read?.[0]).toMatchObject({ duration: 6000, attempts: [{ duration: 3000 }] });
  expect(read?.[0]?.evidence).toEqual({
    failed: [{ condition: 'status', expected: '200', actual: '503' }],
    address: '192.0.2.7:443',
    slowestPhase: 'tls',
    phases: [{ name: 'tls', ms: 12 }],
    body: null,
  });
});

test('what is not a target has no details', () => {
  expect(readTargetDetails({ title: 'Not found' })).toBeNull();
  expect(readTargetDetails(null)).toBeNull();
});
