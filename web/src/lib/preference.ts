/** A choice of the user that outlives the page. Where storage is forbidden, it lasts as long as the page. */
export function readPreference<T extends string>(name: string, allowed: readonly T[]): T | null {
  try {
    const kept = localStorage.getItem(`lapwing.${name}`);
    return allowed.find((value) => value === kept) ?? null;
  } catch {
    return null;
  }
}

export function keepPreference(name: string, value: string): void {
  try {
    localStorage.setItem(`lapwing.${name}`, value);
  } catch {
    // Private windows may refuse storage: the choice then holds until the page is closed.
  }
}
