import { expect, test } from 'vitest';
import { append, emptyHistory, historyLength } from './history';

test('a newer point is appended, another one changes nothing', () => {
  const one = append(emptyHistory, 1000, 5);
  const two = append(one, 2000, null);
  expect(two).toEqual({ times: [1000, 2000], values: [5, null] });
  expect(append(two, 2000, 7)).toBe(two);
  expect(append(two, 1500, 7)).toBe(two);
});

test('it never grows beyond five minutes', () => {
  let history = emptyHistory;
  for (let time = 0; time <= 3 * historyLength; time += 1000) history = append(history, time, time);
  expect(history.times).toHaveLength(301);
  expect(history.values).toHaveLength(301);
  expect(history.times[0]).toBe(2 * historyLength);
});

test('after a long silence only the new point is left', () => {
  expect(append({ times: [0, 1], values: [1, 2] }, 10 * historyLength, 3).times).toEqual([10 * historyLength]);
});
