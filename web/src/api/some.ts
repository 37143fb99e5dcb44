import { readAlert, type Alert } from './alerts';
import { readTarget, type Target } from './targets';

/** Targets and alerts for tests: what a test does not name does not matter to it. Made by the readers, as the server's are. */

export const someTarget = (fields: Record<string, unknown> = {}): Target =>
  made(readTarget({ name: 'orders', source: 'api', state: 'healthy', status: 'healthy', interval: 5000, ...fields }));

export const someAlert = (fields: Record<string, unknown> = {}): Alert =>
  made(readAlert({ id: '1', rule: 'slow', metric: 'api_response_time', target: 'orders', state: 'firing', ...fields }));

function made<T>(value: T | null): T {
  if (value === null) throw new Error('The fields do not make one.');
  return value;
}
