/** A place inside the data of a file: keys of maps and indices of lists, outermost first. */
export type Path = readonly (string | number)[];

/** One thing that is wrong in a file, placed for whoever has to mend it. Line and column count from 1. */
export interface Fault {
  file: string;
  line: number;
  column: number;
  /** As a person would say it, `lamps.moved.pin`; empty for the file as a whole. */
  path: string;
  message: string;
  /** The value found, shortened, or null where nothing was there. */
  found: string | null;
}

const LONGEST_VALUE = 60;

/** Carries every fault of a file at once, in reading order, so that one look mends them all. */
export class FaultsError extends Error {
  readonly faults: readonly Fault[];

  constructor(what: string, faults: readonly Fault[]) {
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    const inReadingOrder = faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
    super(`${what} has ${count}:\n${inReadingOrder.map((fault) => `  ${describeFault(fault)}`).join('\n')}`);
    this.name = new.target.name;
    this.faults = inReadingOrder;
  }
}

/** One line: `bus.yaml:14:30 lamps.moved.pin: an Uno has the pins 2 to 19 (found 22)`. */
export function describeFault(fault: Fault): string {
  const subject = fault.path === '' ? '' : ` ${fault.path}:`;
  const found = fault.found === null ? '' : ` (found ${fault.found})`;
  return `${fault.file}:${fault.line}:${fault.column}${subject} ${fault.message}${found}`;
}

/** `['stations', 0, 'id']` as `stations[0].id`. */
export function describePath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** A value as it stands in the file, on one line and not too long. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  // JSON knows no infinity, and YAML reads some long serial numbers as one.
  const infinite = typeof value === 'number' && !Number.isFinite(value);
  const text = infinite ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}
