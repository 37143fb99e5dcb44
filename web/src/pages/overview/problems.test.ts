import { expect, test } from 'vitest';
import { someAlert, someTarget } from '../../api/some';
import { applyAll, emptyState } from '../../live/state';
import { count } from './counts';
import { findProblems } from './problems';

const state = applyAll(emptyState, [
  {
    type: 'targets',
    targets: [
      someTarget({ name: 'fine' }),
      someTarget({ name: 'down since long', state: 'unhealthy', since: 100 }),
      someTarget({ name: 'just down', state: 'unhealthy', since: 900 }),
      someTarget({ name: 'new', state: 'pending' }),
    ],
  },
  {
    type: 'alerts',
    alerts: [
      someAlert({ id: 'old', target: 'fine', active_at: 50 }),
      someAlert({ id: 'over', target: 'fine', state: 'resolved' }),
      someAlert({ id: 'newest', target: 'elsewhere', active_at: 1000 }),
    ],
  },
]);

test('targets that are down come first, then alerts that fire, the newest of each on top', () => {
  expect(findProblems(state).map(({ id }) => id)).toEqual([
    'target just down',
    'target down since long',
    'alert newest',
    'alert old',
  ]);
});

test('an alert knows its target, if it is one of ours', () => {
  const targets = findProblems(state).map(({ target }) => target?.name ?? null);
  expect(targets).toEqual(['just down', 'down since long', null, 'fine']);
});

test('the summary counts states and alerts', () => {
  expect(count(state)).toEqual({ targets: 4, healthy: 1, unhealthy: 2, pending: 1, firing: 2 });
});
