import type { TimeWords } from '../time';

const units: TimeWords = { second: 's', minute: 'min', hour: 'h', day: 'd' };
const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

/** Every word of the page. The other languages have exactly these keys. */
export const en = {
  tag: 'en',
  units,
  perSecond: 'queries/s',
  colon: ': ',
  comma: ', ',
  now: 'now',
  ago: (span: string) => `${span} ago`,

  header: {
    language: 'Language',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    skip: 'Skip to the content',
  },

  connection: {
    connecting: 'Connecting',
    live: 'Live',
    silent: 'Not responding',
    reconnecting: (seconds: number) => `Reconnecting in ${seconds} s`,
    offline: 'Offline',
    nextTry: (seconds: number) => `next try in ${seconds} s`,
    retry: 'Try now',
    stale: (span: string) => `Nothing heard from the server for ${span}.`,
    staleSince: (time: string) => `What you see is from ${time}.`,
    never: 'The server cannot be reached.',
    dropped: (n: number) => `${many(n, 'update was', 'updates were')} skipped because this browser was too slow.`,
  },

  summary: {
    label: 'Summary',
    targets: (n: number): string => (n === 1 ? 'target' : 'targets'),
    alerts: (n: number): string => (n === 1 ? 'alert firing' : 'alerts firing'),
    show: (state: string) => `Show only: ${state}`,
    titled: (problems: number, name: string) => (problems === 0 ? name : `(${problems}) ${name}`),
  },

  states: { healthy: 'Healthy', unhealthy: 'Unhealthy', pending: 'Pending' },
  statuses: {
    healthy: 'Healthy',
    pending: 'Pending',
    unhealthy: 'Unhealthy',
    timeout: 'Timed out',
    dns: 'Name not found',
    connection: 'No connection',
    tls: 'TLS failed',
    protocol: 'Bad answer',
    authentication: 'Credentials refused',
    query: 'Query failed',
    expectation: 'Not as expected',
    missing: 'File missing',
    unreadable: 'File unreadable',
    internal: 'Fault of Lapwing',
  } as Record<string, string>,

  problems: {
    title: 'Problems',
    none: (n: number) => (n === 1 ? 'The one target is healthy' : `All ${n} targets healthy`),
    noneOf: (healthy: number, pending: number) =>
      `${many(healthy, 'target', 'targets')} healthy, ${pending} waiting for the first result`,
    waiting: (n: number) => `${many(n, 'target is', 'targets are')} waiting for the first result`,
    alert: 'Alert',
    noData: (span: string) => `no data for ${span}`,
    more: (n: number) => `Show ${n} more`,
    fewer: 'Show fewer',
    since: (moment: string) => `since ${moment}`,
  },

  groups: { api: 'APIs', database: 'Databases', file: 'Files' },
  window: {
    label: (n: number) => `Sliding window of the last ${many(n, 'result', 'results')} of this kind`,
    count: 'count',
    mean: 'mean',
    max: 'max',
    min: 'min',
    latest: 'latest',
  },

  tile: {
    never: 'no result yet',
    late: (span: string) => `no result for ${span}`,
    noValue: '–',
    line: 'Last five minutes',
    threshold: 'Alert threshold',
    failed: 'no value',
  },

  filter: {
    label: 'Filter targets by name, address or label',
    placeholder: 'Filter by name, address, label',
    clear: 'Clear the filter',
    none: 'No target matches.',
    shown: (shown: number, all: number) => `${shown} of ${all}`,
  },

  empty: {
    title: 'Nothing is watched yet',
    text: 'Name an API, a database or a file in lapwing.yml. The first result appears here within seconds.',
  },

  panel: {
    close: 'Close',
    unknown: 'There is no target of this name',
    unknownText: (name: string) => `“${name}” is not in the configuration, or was removed from it.`,
    unavailable: 'The details could not be loaded',
    notice: 'Notice',
    every: (span: string) => `every ${span}`,
    address: 'Address',
    labels: 'Labels',
    windows: 'Windows',
    window: 'Window',
    lastN: (n: string) => `last ${n}`,
    rate: 'per s',
    stddev: 'std dev',
    results: 'Last results',
    noResults: 'No run has ended yet.',
    took: (span: string) => `took ${span}`,
    attempts: (n: number) => many(n, 'attempt', 'attempts'),
    attempt: (n: number) => `Attempt ${n}`,
    failed: 'What did not hold',
    condition: 'Condition',
    expected: 'Expected',
    actual: 'Actual',
    resolved: 'Resolved address',
    phases: 'Phases',
    slowest: 'slowest',
    body: 'Start of the body',
    metrics: 'Current metrics',
    metric: 'Metric',
    value: 'Value',
    time: 'Time',
  },
};

export type Words = typeof en;
