import { expect, test } from 'vitest';
import { readTarget, readTargets } from './targets';

const whole = {
  name: 'orders',
  source: 'api',
  address: 'https://shop.example/api/orders',
  state: 'unhealthy',
  status: 'timeout',
  message: 'no answer within 3 s',
  notice: null,
  metric: 'api_response_time',
  unit: 'ms',
  value: null,
  timestamp: 1000,
  since: 500,
  interval: 5000,
  labels: { team: 'shop' },
  history: [
    [0, 12.5],
    [500, null],
  ],
};

test('a target is read whole', () => {
  expect(readTarget(whole)).toEqual({ ...whole, history: { times: [0, 500], values: [12.5, null] } });
});

test('a target without name or of an unknown kind is left out, the others stay', () => {
  const read = readTargets([{ source: 'api' }, null, 'rubbish', { ...whole, source: 'toaster' }, whole]);
  expect(read.map((target) => target.name)).toEqual(['orders']);
});

test('fields of the wrong type fall back to what is safe', () => {
  const target = readTarget({ name: 'x', source: 'file', state: 7, value: '12', history: [[1], ['a', 2], 3, [2, 4]] });
  expect(target).toMatchObject({ state: 'pending', unit: 'bytes', value: null, address: '', labels: {} });
  expect(target?.history).toEqual({ times: [1, 2], values: [null, 4] });
});

test('a history out of order is put in order', () => {
  const history = [
    [2, 20],
    [1, 10],
  ];
  expect(readTarget({ ...whole, history })?.history.times).toEqual([1, 2]);
});
