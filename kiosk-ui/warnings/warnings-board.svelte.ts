import { warningsOn } from '@pingan/protocol/warning-days';
import type { Warning } from '@pingan/protocol/warnings';

/**
 * The warnings a page shows, one after another. What has come is kept while the bridge is away; what has expired goes by the
 * page's own date, whether or not anybody says so.
 */
export class WarningsBoard {
  /** `YYYY-MM-DD` where the page stands. */
  today = $state('');
  #received = $state.raw<readonly Warning[]>([]);
  #shown = $state<string | null>(null);

  warnings = $derived(warningsOn(this.#received, this.today));
  /** The one shown large; null where none holds. */
  shown = $derived(this.warnings.find(({ id }) => id === this.#shown) ?? this.warnings[0] ?? null);
  others = $derived(this.warnings.filter((warning) => warning !== this.shown));

  constructor(today: string) {
    this.today = today;
  }

  receive(warnings: readonly Warning[]): void {
    this.#received = warnings;
  }

  /** Shows the next one, and after the last the first. */
  next(): void {
    const at = this.shown === null ? -1 : this.warnings.indexOf(this.shown);
    this.#shown = this.warnings[(at + 1) % Math.max(1, this.warnings.length)]?.id ?? null;
  }
}

/** "11月30日", "30 November": the day a warning ends. @param day YYYY-MM-DD */
export function sayDay(day: string, locale: 'zh-CN' | 'en-GB'): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(day),
  );
}
