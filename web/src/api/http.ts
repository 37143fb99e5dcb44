import { clock } from '../lib/clock.svelte';
import { isFields, readText } from '../lib/shape';

/** What went wrong with a request, in the form of RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/**
 * Asks the server for JSON and reads it. A failure is a value, an aborted request too (status 0).
 * @param read Null where the answer does not have the shape it should.
 */
export async function getJson<T>(
  path: string,
  read: (body: unknown) => T | null,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { headers: { Accept: 'application/json' }, ...(signal ? { signal } : {}) });
    const date = Date.parse(response.headers.get('Date') ?? '');
    if (!Number.isNaN(date)) clock.adjust(date);
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) return { ok: false, problem: readProblem(response.status, response.statusText, body) };
    const value = read(body);
    return value === null ? failed(response.status, `Unexpected answer from ${path}`) : { ok: true, value };
  } catch (error) {
    return failed(0, error instanceof Error ? error.message : String(error));
  }
}

function readProblem(status: number, statusText: string, body: unknown): Problem {
  const fields = isFields(body) ? body : {};
  return { status, title: readText(fields.title) ?? `${status} ${statusText}`, detail: readText(fields.detail) };
}

const failed = (status: number, title: string): Answer<never> => ({
  ok: false,
  problem: { status, title, detail: null },
});
