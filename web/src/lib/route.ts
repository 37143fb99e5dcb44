import { states, type State } from '../api/targets';

/** What the address of the page says: the whole view, so that a link shows a colleague the same. */
export interface Route {
  /** The target whose panel is open. */
  readonly target: string | null;
  readonly filter: string;
  readonly state: State | null;
}

export const home: Route = { target: null, filter: '', state: null };

/** Reads a location hash such as `#/targets/orders?q=shop&state=unhealthy`; what it does not know is home. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const parameters = new URLSearchParams(query);
  const target = /^\/targets\/(.+)$/.exec(path)?.[1];
  return {
    target: target === undefined ? null : decode(target),
    filter: parameters.get('q') ?? '',
    state: states.find((state) => state === parameters.get('state')) ?? null,
  };
}

export function formatRoute(route: Route): string {
  const parameters = new URLSearchParams();
  if (route.filter !== '') parameters.set('q', route.filter);
  if (route.state !== null) parameters.set('state', route.state);
  const path = route.target === null ? '#/' : `#/targets/${encodeURIComponent(route.target)}`;
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
