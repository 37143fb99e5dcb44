import { expect, test } from 'vitest';
import { readMessage } from './messages';

const read = (message: unknown) => readMessage(JSON.stringify(message));
const target = { name: 'orders', source: 'api' };
const alert = { id: '1', rule: 'slow', state: 'firing' };

test.each([
  [{ type: 'stats_update', data: {}, active_alerts: [] }, 'stats'],
  [{ type: 'targets', data: [target] }, 'targets'],
  [{ type: 'target', data: target }, 'target'],
  [{ type: 'target_removed', data: { name: 'orders' } }, 'target_removed'],
  [{ type: 'alerts', data: [alert] }, 'alerts'],
  [{ type: 'alert', data: alert }, 'alert'],
  [{ type: 'dropped', data: { count: 3 } }, 'dropped'],
  [{ type: 'error', message: 'no such topic' }, 'error'],
])('%j is understood', (message, type) => expect(read(message)?.type).toBe(type));

test.each([
  null,
  [],
  {},
  { type: 'tomorrow', data: {} },
  { type: 'targets', data: null },
  { type: 'target', data: { name: '' } },
  { type: 'target_removed', data: 'orders' },
  { type: 'alert', data: { id: 1 } },
  { type: 'stats_update', data: 'none' },
])('%j is ignored', (message) => expect(read(message)).toBeNull());

test.each(['', 'not json', '{"type":'])('the frame %j is ignored', (frame) => expect(readMessage(frame)).toBeNull());
