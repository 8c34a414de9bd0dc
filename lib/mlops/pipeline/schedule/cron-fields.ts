import { cronUnreadable } from '../errors';

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names for the values, the first one for `from`. */
  readonly names?: readonly string[];
}

/** The five fields with the ranges of the parser that Kubernetes uses (robfig/cron v3, `ParseStandard`); Sunday is 0, never 7. */
const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { name: 'day of week', from: 0, to: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
];
/** Longest months, so that the 29th of February counts. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A schedule that the API server accepts for a CronJob, and that fires some day. Six fields are what Kubeflow's own recurring runs have,
 * where five are shifted in silence: a CronJob has exactly five.
 * @returns the schedule, its fields separated by one space
 * @throws if it has another number of fields, one is out of range, or no date fits
 */
export function checkedCron(cron: string, path: string): string {
  const fields = cron.trim().split(/\s+/);
  if (/TZ=/.test(cron)) throw cronUnreadable(cron, 'the time zone is a prop of its own', path);
  if (fields.length !== FIELDS.length) throw cronUnreadable(cron, `it has ${fields.length} fields`, path);
  const values = FIELDS.map((field, i) => {
    const text = fields[i] ?? '';
    try {
      return text.split(',').flatMap((range) => valuesOf(range, field));
    } catch (error) {
      throw cronUnreadable(cron, `${field.name} ${JSON.stringify(text)} ${(error as Error).message}`, path);
    }
  });
  const [, , days = [], months = []] = values;
  const anyWeekday = /^[*?]/.test(fields[4] ?? '');
  if (anyWeekday && !months.some((month) => days.some((day) => day <= (DAYS[month - 1] ?? 0))))
    throw cronUnreadable(cron, 'no month has such a day, so it never fires', path);
  return fields.join(' ');
}

/** The values of `*`, `5`, `1-5`, `mon-fri`, each with an optional step. */
function valuesOf(range: string, field: Field): number[] {
  const [span = '', step, ...rest] = range.split('/');
  if (rest.length > 0) throw new Error('has two steps');
  const [low, high] = spanOf(span, step !== undefined, field);
  const width = step === undefined ? 1 : wholeNumber(step);
  if (width === undefined || width < 1) throw new Error('has a step that is not a whole number above 0');
  if (low < field.from || high > field.to) throw new Error(`is outside of ${field.from} to ${field.to}`);
  if (low > high) throw new Error('begins after its end');
  return Array.from({ length: Math.floor((high - low) / width) + 1 }, (_, i) => low + i * width);
}

function spanOf(span: string, stepped: boolean, field: Field): [number, number] {
  if (span === '*' || span === '?') return [field.from, field.to];
  const [low = '', high, ...rest] = span.split('-');
  if (rest.length > 0) throw new Error('has two dashes');
  const first = valueOf(low, field);
  // "5/10" means from 5 to the end
  return [first, high === undefined ? (stepped ? field.to : first) : valueOf(high, field)];
}

function valueOf(text: string, { from, names = [] }: Field): number {
  const named = names.indexOf(text.toLowerCase());
  const value = named >= 0 ? from + named : wholeNumber(text);
  if (value === undefined) throw new Error('cannot be read');
  return value;
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
