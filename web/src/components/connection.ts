import type { Words } from '../lib/i18n/en';
import type { Connection } from '../live/socket';

/** The server speaks every two seconds; after three missed messages the page says that it shows the past. */
export const staleAfter = 6000;

/** After so many failures in a row (about ten seconds) a reader should not expect the line back at any moment. */
const failuresUntilOffline = 5;

export interface ConnectionText {
  readonly phase: 'connecting' | 'live' | 'silent' | 'waiting' | 'offline';
  readonly word: string;
  readonly detail: string | null;
}

/** @param silence Milliseconds since the last message. */
export function describeConnection(
  connection: Connection,
  now: number,
  silence: number,
  words: Words['connection'],
): ConnectionText {
  const offline = connection.failures >= failuresUntilOffline;
  switch (connection.phase) {
    case 'live':
      return silence > staleAfter
        ? { phase: 'silent', word: words.silent, detail: null }
        : { phase: 'live', word: words.live, detail: null };
    case 'connecting':
      return offline
        ? { phase: 'offline', word: words.offline, detail: words.connecting }
        : { phase: 'connecting', word: words.connecting, detail: null };
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((connection.until - now) / 1000));
      return offline
        ? { phase: 'offline', word: words.offline, detail: words.nextTry(seconds) }
        : { phase: 'waiting', word: words.reconnecting(seconds), detail: null };
    }
  }
}
