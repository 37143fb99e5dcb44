import { expect, test } from 'vitest';
import { readList, readNumber, readText, readTexts } from './shape';

test('only finite numbers are numbers', () => {
  expect([1.5, 0, NaN, Infinity, '1', null, undefined].map(readNumber)).toEqual([1.5, 0, null, null, null, null, null]);
});

test('a list leaves out what does not fit, and no list is an empty one', () => {
  expect(readList(['a', 1, 'b', null], readText)).toEqual(['a', 'b']);
  expect(readList({ length: 3 }, readText)).toEqual([]);
});

test('labels are texts, whatever a server makes of them', () => {
  expect(readTexts({ a: 'x', b: 1, c: true, d: null, e: {} })).toEqual({ a: 'x', b: '1', c: 'true' });
  expect(readTexts(['x'])).toEqual({});
  expect(readTexts(JSON.parse('{"__proto__":"x"}'))).toHaveProperty('__proto__', 'x');
});
