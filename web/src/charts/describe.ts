import type { Unit } from '../api/targets';
import { language } from '../lib/i18n/language.svelte';
import { formatTime } from '../lib/time';

/** A point of a chart in words: when, and how much. */
export function describePoint(time: number, value: number | null, unit: Unit): string {
  const amount = value === null ? language.words.tile.failed : language.amount(value, unit);
  return `${formatTime(time)}  ${amount}`;
}
