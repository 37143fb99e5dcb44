import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { someAlert, someTarget } from '../../api/some';
import ProblemRow from './ProblemRow.svelte';
import Problems from './Problems.svelte';
import Tile from './Tile.svelte';

/** What a reader sees, without the markup. */
const textOf = ({ body }: { body: string }) =>
  body
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/\s+/g, ' ')
    .trim();

const tile = (fields: Record<string, unknown>) =>
  textOf(render(Tile, { props: { target: someTarget(fields), threshold: null, firing: [], density: 'spacious' } }));

test('a tile says what is wrong', () => {
  const text = tile({ state: 'unhealthy', status: 'dns', message: 'no address', timestamp: Date.now() });
  expect(text).toContain('no address');
  expect(text).toContain('Name not found');
});

test('a healthy tile shows the value and keeps an old message to itself', () => {
  const text = tile({ value: 1243, message: 'left over', timestamp: Date.now() });
  expect(text).toContain('1.24 s');
  expect(text).not.toContain('left over');
});

test('a target without a value shows none, not zero', () => {
  const text = tile({ state: 'pending', value: null, timestamp: null });
  expect(text).toContain('–');
  expect(text).toContain('no result yet');
});

test('what a server sends is text, never markup', () => {
  const { body } = render(Tile, {
    props: { target: someTarget({ name: '<img src=x>' }), threshold: null, firing: [], density: 'compact' },
  });
  expect(body).not.toContain('<img');
});

test('an alert shows its rule, its value against the threshold, and that data stopped', () => {
  const alert = someAlert({
    rule: 'high_response_time',
    value: 412,
    threshold: 300,
    operator: '>',
    no_data_since: Date.now() - 65_000,
  });
  const problem = { kind: 'alert' as const, id: 'a', since: Date.now() - 10_000, alert, target: null };
  const text = textOf(render(ProblemRow, { props: { problem } }));
  expect(text).toContain('high_response_time 412 ms > 300 ms');
  expect(text).toContain('no data for 1 min');
});

test('when nothing is wrong, one calm line says so', () => {
  const counts = { targets: 3, healthy: 3, unhealthy: 0, pending: 0, firing: 0 };
  expect(textOf(render(Problems, { props: { problems: [], counts } }))).toBe('All 3 targets healthy');
});

test('targets that nobody has heard of yet are not called healthy', () => {
  const counts = { targets: 3, healthy: 1, unhealthy: 0, pending: 2, firing: 0 };
  const text = textOf(render(Problems, { props: { problems: [], counts } }));
  expect(text).toBe('1 target healthy, 2 waiting for the first result');
});
