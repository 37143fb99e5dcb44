import { sources, states, type Source, type State, type Target } from '../../api/targets';

export interface Group {
  readonly source: Source;
  readonly targets: readonly Target[];
  /** Before the filter. */
  readonly total: number;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The targets by kind, those that are unhealthy first, then by name. Kinds without targets are left out. */
export function group(targets: Iterable<Target>, filter: string, state: State | null): Group[] {
  const all = [...targets];
  const matches = matcher(filter);
  return sources
    .map((source) => {
      const ofKind = all.filter((target) => target.source === source);
      const chosen = ofKind.filter((target) => (state === null || target.state === state) && matches(target));
      return { source, total: ofKind.length, targets: chosen.sort(inOrder) };
    })
    .filter(({ total }) => total > 0);
}

/** Every word of the filter must occur in the name, the address or a label (`team=shop`). */
function matcher(filter: string): (target: Target) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (target) => {
    const labels = Object.entries(target.labels).map(([key, value]) => `${key}=${value}`);
    const text = [target.name, target.address, ...labels].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

const inOrder = (a: Target, b: Target) =>
  states.indexOf(a.state) - states.indexOf(b.state) || collator.compare(a.name, b.name);

/** With so many targets tiles get smaller. */
const spaciousUpTo = 60;

export const density = (targets: number): 'spacious' | 'compact' => (targets <= spaciousUpTo ? 'spacious' : 'compact');
