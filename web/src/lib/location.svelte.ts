import { formatRoute, home, parseRoute, type Route } from './route';

/** The address of the page as reactive state. */
class PageLocation {
  #route = $state.raw<Route>(home);

  get route(): Route {
    return this.#route;
  }

  start(): () => void {
    const follow = () => (this.#route = parseRoute(location.hash));
    addEventListener('hashchange', follow);
    follow();
    return () => removeEventListener('hashchange', follow);
  }

  /** The address of this view with some of it changed, for links. */
  href(change: Partial<Route>): string {
    return formatRoute({ ...this.#route, ...change });
  }

  /** Goes there and lets "back" return. */
  go(change: Partial<Route>): void {
    location.hash = this.href(change);
  }

  /** Goes there in place, for what changes with every key. */
  replace(change: Partial<Route>): void {
    history.replaceState(null, '', this.href(change));
    this.#route = { ...this.#route, ...change };
  }
}

export const page = new PageLocation();
