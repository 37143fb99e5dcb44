import type { Unit } from '../api/targets';

/** A number as people read it, its unit apart so that a page can set it smaller. */
export interface Quantity {
  readonly number: string;
  readonly unit: string;
}

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const countUnits = ['', 'k', 'M', 'G', 'T'];

/** Three significant digits below 1000, no trailing zeros: 3.42, 42.1, 421. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  const digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  return String(Number(value.toFixed(digits)));
}

/** @param perSecond The words of the language for "queries/s". */
export function formatQuantity(value: number, unit: Unit, perSecond: string): Quantity {
  switch (unit) {
    case 'ms':
      return formatMilliseconds(value);
    case 'bytes':
      return formatScaled(value, byteUnits);
    case 'per_second': {
      const { number, unit: scale } = formatScaled(value, countUnits, 10_000);
      return { number: number + scale, unit: perSecond };
    }
    case 'none':
      return { number: formatPlain(value), unit: '' };
  }
}

function formatMilliseconds(value: number): Quantity {
  return Math.abs(value) < 999.5
    ? { number: formatShort(value), unit: 'ms' }
    : { number: formatShort(value / 1000), unit: 's' };
}

/** Divides by 1000 (as sizes in the configuration are meant) until the number is short; the first unit reaches up to `keep`. */
function formatScaled(value: number, units: readonly string[], keep = 1000): Quantity {
  let scaled = value;
  let index = 0;
  while (Math.abs(scaled) >= (index === 0 ? keep : 1000) - 0.5 && index < units.length - 1) {
    scaled /= 1000;
    index++;
  }
  const number = Math.abs(scaled) >= 999.5 ? Math.round(scaled).toLocaleString('en-US') : formatShort(scaled);
  return { number, unit: units[index] ?? '' };
}

/** Any number: whole ones in full with separators, others with four significant digits. */
export function formatPlain(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return value.toExponential(3);
  return value.toLocaleString('en-US', { maximumSignificantDigits: Math.max(4, Math.ceil(Math.log10(size + 1)) + 2) });
}

/** The unit of a metric by the convention of its name. */
export function unitOfMetric(name: string): Unit {
  if (name === 'api_response_time' || /_(ms|milliseconds)$/.test(name)) return 'ms';
  if (name === 'database_performance') return 'per_second';
  return name === 'file_system' || /_bytes$/.test(name) ? 'bytes' : 'none';
}
