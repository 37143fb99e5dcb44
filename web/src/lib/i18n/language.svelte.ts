import type { Unit } from '../../api/targets';
import { formatQuantity, type Quantity } from '../format';
import { keepPreference, readPreference } from '../preference';
import { formatSpan } from '../time';
import { en, type Words } from './en';
import { zh } from './zh';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

const words: Record<Language, Words> = { en, zh };

/** The language of the page: the browser's until the user chooses another. */
class LanguageChoice {
  #choice = $state<Language>('en');
  readonly words = $derived(words[this.#choice]);

  get choice(): Language {
    return this.#choice;
  }

  start(): void {
    this.#use(readPreference('language', languages) ?? preferred(navigator.languages));
  }

  choose(choice: Language): void {
    keepPreference('language', choice);
    this.#use(choice);
  }

  #use(choice: Language): void {
    this.#choice = choice;
    document.documentElement.lang = words[choice].tag;
  }

  status(status: string): string {
    return this.words.statuses[status] ?? status;
  }

  span(ms: number): string {
    return formatSpan(ms, this.words.units);
  }

  /** How long ago something was; within the second it is now. */
  ago(ms: number): string {
    return ms < 1000 ? this.words.now : this.words.ago(this.span(ms));
  }

  quantity(value: number, unit: Unit): Quantity {
    return formatQuantity(value, unit, this.words.perSecond);
  }

  /** A quantity in one string. */
  amount(value: number, unit: Unit): string {
    const { number, unit: name } = this.quantity(value, unit);
    return name === '' ? number : `${number} ${name}`;
  }
}

/** The first language of the browser that the page speaks. */
export function preferred(tags: readonly string[]): Language {
  const first = tags.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === 'en' || tag === 'zh');
  return first === 'zh' ? 'zh' : 'en';
}

export const language = new LanguageChoice();
