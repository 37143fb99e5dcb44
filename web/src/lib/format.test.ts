import { describe, expect, test } from 'vitest';
import type { Unit } from '../api/targets';
import { formatPlain, formatQuantity, unitOfMetric } from './format';

const amount = (value: number, unit: Unit) => {
  const { number, unit: name } = formatQuantity(value, unit, 'q/s');
  return `${number} ${name}`.trim();
};

describe('quantities', () => {
  test.each([
    [0, 'ms', '0 ms'],
    [0.4213, 'ms', '0.42 ms'],
    [9.996, 'ms', '10 ms'],
    [42.06, 'ms', '42.1 ms'],
    [412.4, 'ms', '412 ms'],
    [999.4, 'ms', '999 ms'],
    [999.6, 'ms', '1 s'],
    [1243, 'ms', '1.24 s'],
    [30_000, 'ms', '30 s'],
    [0, 'bytes', '0 B'],
    [999, 'bytes', '999 B'],
    [999.7, 'bytes', '1 KB'],
    [5_242_880, 'bytes', '5.24 MB'],
    [5_000_000, 'bytes', '5 MB'],
    [73_112_551_424, 'bytes', '73.1 GB'],
    [0.5, 'per_second', '0.5 q/s'],
    [1243.4, 'per_second', '1,243 q/s'],
    [12_430, 'per_second', '12.4k q/s'],
    [-1500, 'bytes', '-1.5 KB'],
    [1234, 'none', '1,234'],
  ] as const)('%d as %s is %s', (value, unit, text) => expect(amount(value, unit)).toBe(text));
});

describe('plain numbers', () => {
  test.each([
    [0, '0'],
    [1_204_331, '1,204,331'],
    [0.018123, '0.01812'],
    [0.0000012345, '1.234e-6'],
    [123_456.789, '123,456.79'],
    [2.5e21, '2.500e+21'],
  ])('%d is %s', (value, text) => expect(formatPlain(value)).toBe(text));
});

test('the name of a metric tells its unit', () => {
  expect(unitOfMetric('api_response_time')).toBe('ms');
  expect(unitOfMetric('database_performance')).toBe('per_second');
  expect(unitOfMetric('database_size_bytes')).toBe('bytes');
  expect(unitOfMetric('probe_http_status_code')).toBe('none');
});
