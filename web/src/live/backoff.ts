const first = 1000;
const longest = 30_000;

/**
 * Milliseconds to wait before the next try: doubling up to a cap, of which a random half is taken off,
 * so that a thousand browsers do not return to a restarted server in the same instant.
 * @param failures How many tries have failed in a row, 1 for the first.
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  const cap = Math.min(longest, first * 2 ** Math.min(failures - 1, 10));
  return cap * (0.5 + random() / 2);
}
