import { expect, test } from 'vitest';
import { formatRoute, home, parseRoute, type Route } from './route';

test.each<[string, Route]>([
  ['#/', home],
  ['#/targets/orders', { ...home, target: 'orders' }],
  ['#/targets/%2Fvar%2Flog%2Fa%20b%3F.log', { ...home, target: '/var/log/a b?.log' }],
  ['#/?q=team%3Dshop&state=unhealthy', { target: null, filter: 'team=shop', state: 'unhealthy' }],
  ['#/targets/%E5%BA%93?q=a+b', { target: '库', filter: 'a b', state: null }],
])('%s is read and written alike', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
  expect(formatRoute(route)).toBe(hash);
});

test.each(['', '#', '#/targets/', '#/elsewhere', '#/?state=broken', '#?%%%'])('%j is the home page', (hash) => {
  expect(parseRoute(hash)).toEqual(home);
});

test('a name that is not well encoded is taken as it is', () => {
  expect(parseRoute('#/targets/100%').target).toBe('100%');
});
