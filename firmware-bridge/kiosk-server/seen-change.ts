import type { VirtualView } from './kiosk-house.ts';

/** Steps of brightness, as an eye sees it, between dark and full: one step more or less on a drawn lamp is hardly seen. */
const STEPS = 40;
/** A lamp at a third of its power looks two thirds as bright. */
const EYE = 2.4;
/** Milliseconds for which lamps have stood still before a page is told exactly what it knows roughly. */
const STILL_MS = 500;
/** Of a clock that falls behind, so many milliseconds are worth a word. */
const SLIP_STEP_MS = 100;

/**
 * Whether the page of the virtual bus would look different. Lamps that breathe change with every look, mostly by less than an eye can
 * tell, and each telling costs the page a redraw; so such a change waits until it has grown or the lamps stand still.
 */
export class SeenChange {
  #told: { lamps: VirtualView['lamps']; brightness: Record<string, number>; rest: string } | null = null;
  #lastLook = '';
  #stillSince = 0;

  /** Called at every look; true where the page should be told. */
  look(view: VirtualView, at: number): boolean {
    const exact = JSON.stringify(view.lamps);
    if (exact !== this.#lastLook) this.#stillSince = at;
    this.#lastLook = exact;
    const slip = Math.round(view.slipMs / SLIP_STEP_MS);
    const rest = JSON.stringify({ ...view, lamps: null, slipMs: slip });
    const brightness = Object.fromEntries(Object.entries(view.lamps).map(([id, level]) => [id, seen(level)]));
    if (!this.#isNews(rest, brightness, at)) return false;
    this.#told = { lamps: view.lamps, brightness, rest };
    return true;
  }

  /** Somebody came who knows nothing yet. */
  forget(): void {
    this.#told = null;
  }

  #isNews(rest: string, brightness: Record<string, number>, at: number): boolean {
    const told = this.#told;
    if (told === null || told.rest !== rest) return true;
    const grown = Object.entries(brightness).some(([id, now]) => {
      const before = told.brightness[id] ?? -1;
      // A lamp that goes on or out, and one that reaches its end, is told at once.
      return (
        Math.abs(now - before) >= 1 / STEPS || (now !== before && (now === 0 || now === 1 || before === 0))
      );
    });
    if (grown) return true;
    return at - this.#stillSince >= STILL_MS && JSON.stringify(told.lamps) !== this.#lastLook;
  }
}

const seen = (level: number): number => Math.min(1, Math.max(0, level)) ** (1 / EYE);
