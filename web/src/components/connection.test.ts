import { expect, test } from 'vitest';
import { en } from '../lib/i18n/en';
import type { Connection } from '../live/socket';
import { describeConnection } from './connection';

const text = (connection: Connection, silence = 0) => {
  const { phase, word, detail } = describeConnection(connection, 10_000, silence, en.connection);
  return [phase, word, detail];
};

test.each<[Connection, (string | null)[]]>([
  [{ phase: 'connecting', failures: 0 }, ['connecting', 'Connecting', null]],
  [{ phase: 'live', failures: 0 }, ['live', 'Live', null]],
  [{ phase: 'waiting', failures: 1, until: 12_300 }, ['waiting', 'Reconnecting in 3 s', null]],
  [{ phase: 'waiting', failures: 1, until: 9000 }, ['waiting', 'Reconnecting in 0 s', null]],
  [{ phase: 'waiting', failures: 5, until: 34_000 }, ['offline', 'Offline', 'next try in 24 s']],
  [{ phase: 'connecting', failures: 9 }, ['offline', 'Offline', 'Connecting']],
])('%j', (connection, expected) => expect(text(connection)).toEqual(expected));

test('a line over which nothing comes is not called live', () => {
  expect(text({ phase: 'live', failures: 0 }, 6000)).toEqual(['live', 'Live', null]);
  expect(text({ phase: 'live', failures: 0 }, 6001)).toEqual(['silent', 'Not responding', null]);
});
