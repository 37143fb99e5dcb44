/** The words of a language for spans of time. */
export interface TimeWords {
  readonly second: string;
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A span in its two largest units: "8 s", "4 min 12 s", "3 h 5 min", "2 d 4 h". Below zero counts as zero. */
export function formatSpan(ms: number, words: TimeWords): string {
  const span = Math.max(0, ms);
  if (span < minute) return `${Math.floor(span / 1000)} ${words.second}`;
  if (span < hour) return pair(span, minute, words.minute, 1000, words.second);
  if (span < day) return pair(span, hour, words.hour, minute, words.minute);
  return pair(span, day, words.day, hour, words.hour);
}

function pair(span: number, large: number, largeWord: string, small: number, smallWord: string): string {
  const rest = Math.floor((span % large) / small);
  const first = `${Math.floor(span / large)} ${largeWord}`;
  return rest === 0 ? first : `${first} ${rest} ${smallWord}`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** The time of day where the reader is: 14:03:22. */
export function formatTime(ms: number): string {
  const at = new Date(ms);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The time of day, with the date in front when that is not today's. */
export function formatMoment(ms: number, now: number): string {
  const at = new Date(ms);
  if (at.toDateString() === new Date(now).toDateString()) return formatTime(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${formatTime(ms)}`;
}
