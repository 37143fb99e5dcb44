/** Readers for JSON from outside: what does not have the right shape becomes null and never throws. */

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x);

export const readText = (x: unknown): string | null => (typeof x === 'string' ? x : null);

export const readNumber = (x: unknown): number | null => (typeof x === 'number' && Number.isFinite(x) ? x : null);

export function readWord<T extends string>(x: unknown, words: readonly T[]): T | null {
  return words.find((word) => word === x) ?? null;
}

/** Reads each item and leaves out those that do not fit; anything but an array is an empty list. */
export function readList<T>(x: unknown, read: (item: unknown) => T | null): T[] {
  return Array.isArray(x) ? x.map(read).filter((item) => item !== null) : [];
}

/** A map of strings, such as labels; values that are numbers or booleans are written as text. */
export function readTexts(x: unknown): Record<string, string> {
  if (!isFields(x)) return {};
  const simple = Object.entries(x).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(simple.map(([key, value]) => [key, String(value)]));
}
