import { expect, test } from 'vitest';
import { someAlert, someTarget } from '../../api/some';
import { judge } from './judgements';
import { isLate } from './lateness';
import { group } from './selection';

const targets = [
  someTarget({ name: 'api-10', address: 'https://shop.example/ten', labels: { team: 'shop' } }),
  someTarget({ name: 'api-9', labels: { team: 'data' } }),
  someTarget({ name: 'zebra', state: 'unhealthy' }),
  someTarget({ name: 'fresh', state: 'pending' }),
  someTarget({ name: 'a.log', source: 'file' }),
];

const names = (filter = '', state: 'unhealthy' | null = null) =>
  group(targets, filter, state).map(({ source, targets }) => [source, targets.map(({ name }) => name)]);

test('kinds stand in order, within them what is wrong first, then by name as people count', () => {
  expect(names()).toEqual([
    ['api', ['zebra', 'fresh', 'api-9', 'api-10']],
    ['file', ['a.log']],
  ]);
});

test.each([
  ['API-1', ['api-10']],
  ['shop.example', ['api-10']],
  ['team=data', ['api-9']],
  ['api team=shop', ['api-10']],
  ['nothing', []],
])('the filter %j finds %j', (filter, found) => {
  expect(names(filter).flatMap(([, targets]) => targets)).toEqual(found);
});

test('a filter by state leaves the totals as they are', () => {
  const [apis, files] = group(targets, '', 'unhealthy');
  expect(apis).toMatchObject({ total: 4, targets: [{ name: 'zebra' }] });
  expect(files).toMatchObject({ total: 1, targets: [] });
});

test('only alerts of a target and its headline tell its threshold, and only those that fire are told of', () => {
  const target = someTarget({ name: 'orders', metric: 'api_response_time' });
  const { threshold, firing } = judge([
    someAlert({ target: 'orders', metric: 'another', threshold: 1, rule: 'other' }),
    someAlert({ target: 'search', threshold: 2 }),
    someAlert({ target: 'orders', threshold: 300, state: 'resolved' }),
  ]);
  expect(threshold(target)).toBe(300);
  expect(threshold(someTarget({ name: 'catalogue', metric: 'api_response_time' }))).toBeNull();
  expect(firing(target)).toEqual(['other']);
});

test('a target whose results stay away is late, one that has never run is not', () => {
  const target = someTarget({ timestamp: 0, interval: 5000 });
  expect(isLate(target, 45_000)).toBe(false);
  expect(isLate(target, 45_001)).toBe(true);
  expect(isLate(someTarget({ timestamp: null }), 1e9)).toBe(false);
});
