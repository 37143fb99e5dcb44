import { formatRoute, home, parseRoute, type Route } from './route';

/** The address of the page as reactive state. */
class PageLocation {
  #route = $state.raw<Route>(home);
  /** Whether "back" leads to this page without the panel. */
  #openedHere = false;

  get route(): Route {
    return this.#route;
  }

  start(): () => void {
    const follow = () => {
      const route = parseRoute(location.hash);
      this.#openedHere = route.target !== null && this.#route.target === null;
      this.#route = route;
    };
    addEventListener('hashchange', follow);
    this.#route = parseRoute(location.hash);
    return () => removeEventListener('hashchange', follow);
  }

  /** The address of this view with some of it changed, for links. */
  href(change: Partial<Route>): string {
    return formatRoute({ ...this.#route, ...change });
  }

  /** Closes the panel: a step back where it was a step forward, so that "back" does not open it again. */
  closeTarget(): void {
    if (this.#openedHere) history.back();
    else this.replace({ target: null });
  }

  /** Goes there in place, for what changes with every key. */
  replace(change: Partial<Route>): void {
    history.replaceState(null, '', this.href(change));
    this.#route = { ...this.#route, ...change };
  }
}

export const page = new PageLocation();
