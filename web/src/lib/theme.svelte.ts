import { keepPreference, readPreference } from './preference';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The colours of the page: those of the system until the user chooses others. */
class ThemeChoice {
  #choice = $state<Theme>('system');
  #systemIsDark = $state(false);
  readonly shown = $derived(this.#choice === 'system' ? (this.#systemIsDark ? 'dark' : 'light') : this.#choice);

  get choice(): Theme {
    return this.#choice;
  }

  start(): void {
    this.#choice = readPreference('theme', themes) ?? 'system';
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => {
      this.#systemIsDark = system.matches;
      this.#show();
    };
    system.addEventListener('change', follow);
    follow();
  }

  choose(choice: Theme): void {
    this.#choice = choice;
    keepPreference('theme', choice);
    this.#show();
  }

  #show(): void {
    document.documentElement.dataset.theme = this.shown;
  }
}

export const theme = new ThemeChoice();
