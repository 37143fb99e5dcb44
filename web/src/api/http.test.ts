import { afterEach, expect, test, vi } from 'vitest';
import { getStats } from './stats';
import { getTargetDetails } from './targetDetails';

afterEach(() => vi.unstubAllGlobals());

const answerWith = (body: string, init: ResponseInit = {}) => {
  const fetch = vi.fn(async (_path: string) => new Response(body, init));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};

test('an answer is read', async () => {
  answerWith('{"api":{"count":1,"mean":2,"max":3,"min":1,"latest":2},"database":{},"file":{}}');
  expect(await getStats()).toEqual({
    ok: true,
    value: { api: { count: 1, mean: 2, max: 3, min: 1, latest: 2 }, database: null, file: null },
  });
});

test('a name is encoded, and a problem told in its own words', async () => {
  const fetch = answerWith('{"title":"Not found","detail":"no target"}', { status: 404 });
  const answer = await getTargetDetails('/var/log/a b');
  expect(fetch.mock.calls[0]?.[0]).toBe('api/targets/%2Fvar%2Flog%2Fa%20b');
  expect(answer).toEqual({ ok: false, problem: { status: 404, title: 'Not found', detail: 'no target' } });
});

test.each([
  ['<html>proxy</html>', 502],
  ['<html>login</html>', 200],
  ['[]', 200],
])('%s with %d is a failure and no exception', async (body, status) => {
  answerWith(body, { status });
  expect(await getStats()).toMatchObject({ ok: false, problem: { status } });
});

test('no connection is a failure and no exception', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await getStats()).toMatchObject({ ok: false, problem: { status: 0, title: 'Failed to fetch' } });
});
