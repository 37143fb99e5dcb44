import { expect, test } from 'vitest';
import { someAlert, someTarget } from '../api/some';
import type { Message } from './messages';
import { applyAll, emptyState } from './state';

const after = (...messages: Message[]) => applyAll(emptyState, messages);

test('a snapshot replaces all that was known', () => {
  const old = after({ type: 'targets', targets: [someTarget({ name: 'old' })] }, { type: 'dropped', count: 3 });
  const state = applyAll(old, [{ type: 'targets', targets: [someTarget({ name: 'new' })] }]);
  expect([...state.targets.keys()]).toEqual(['new']);
  expect(state).toMatchObject({ loaded: true, dropped: 0 });
});

test('an update continues the history that is known', () => {
  const snapshot = someTarget({ history: [[1000, 10]], timestamp: 1000 });
  const state = after(
    { type: 'targets', targets: [snapshot] },
    { type: 'target', target: someTarget({ timestamp: 2000, value: 20 }) },
    { type: 'target', target: someTarget({ timestamp: 3000, value: null, state: 'unhealthy', status: 'timeout' }) },
  );
  expect(state.targets.get('orders')).toMatchObject({
    state: 'unhealthy',
    history: { times: [1000, 2000, 3000], values: [10, 20, null] },
  });
});

test('an update of a target that is not known adds it, one before its first run adds no point', () => {
  const state = after({ type: 'target', target: someTarget({ state: 'pending', timestamp: null }) });
  expect(state.targets.get('orders')?.history.times).toEqual([]);
});

test('a removed target is gone', () => {
  const state = after({ type: 'targets', targets: [someTarget()] }, { type: 'target_removed', name: 'orders' });
  expect(state.targets.size).toBe(0);
});

test('what did not change keeps its identity, and the state before is untouched', () => {
  const before = after({ type: 'targets', targets: [someTarget({ name: 'a' }), someTarget({ name: 'b' })] });
  const state = applyAll(before, [{ type: 'target', target: someTarget({ name: 'a', timestamp: 1, value: 1 }) }]);
  expect(state.targets.get('b')).toBe(before.targets.get('b'));
  expect(state.targets.get('a')).not.toBe(before.targets.get('a'));
  expect(state.alerts).toBe(before.alerts);
  expect(before.targets.get('a')?.history.times).toEqual([]);
});

test('an alert follows its own changes', () => {
  const state = after(
    { type: 'alerts', alerts: [someAlert({ id: '1' }), someAlert({ id: '2' })] },
    { type: 'alert', alert: someAlert({ id: '1', state: 'resolved' }) },
  );
  expect([...state.alerts.values()].map(({ id, state }) => [id, state])).toEqual([
    ['2', 'firing'],
    ['1', 'resolved'],
  ]);
});

test('resolved alerts do not pile up, and firing ones are never forgotten', () => {
  const messages = Array.from({ length: 1500 }, (_, i): Message => ({
    type: 'alert',
    alert: someAlert({ id: String(i), state: i < 10 ? 'firing' : 'resolved' }),
  }));
  const alerts = [...after(...messages).alerts.values()];
  expect(alerts).toHaveLength(1000);
  expect(alerts.filter((alert) => alert.state === 'firing')).toHaveLength(10);
  expect(alerts.at(-1)?.id).toBe('1499');
});
