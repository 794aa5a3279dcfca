import type { TouchAction } from '@pingan/protocol/screen-messages';
import type { StationView } from '../../sessions/station-view.ts';
import type { HandsHere } from './hands-here.ts';
import type { HandsLuck } from './hands-luck.ts';
import type { Party } from './party.ts';
import type { Deed, HandMove } from './station-crowd.ts';
import type { BigButton, StationPlace, ThingHere } from './station-place.ts';
import { isSameStep, presses } from './shown-step.ts';

type Done = Deed['done'];

/** A bus under load answers later than it should; after this long people think again. */
const PATIENCE_MS = 4_000;
/** Nothing is expected to come of it: hands stay until the contacts have come to rest, so that what they did is known before anything else happens. */
const SHRUG_MS = 300;

/** Turns what comes to somebody's mind into what their hands do, and how long it takes. */
export class DeedMaker {
  readonly #place: StationPlace;
  readonly #hands: HandsHere;
  readonly #luck: HandsLuck;
  readonly #pace: number;

  /** @param pace how far thinking times are shrunk: 1 is as people think */
  constructor(parts: { place: StationPlace; hands: HandsHere; luck: HandsLuck; pace: number }) {
    this.#place = parts.place;
    this.#hands = parts.hands;
    this.#luck = parts.luck;
    this.#pace = parts.pace;
  }

  /** A touch that changes the picture. Children tap on, at whatever they saw; `else`: what else could be tapped there. */
  touch(view: StationView, action: TouchAction, party: Party, others: readonly TouchAction[] = []): Deed {
    const taps = this.#luck.happens(party.hurry) ? 1 + Math.floor(this.#luck.between(0, 2.5)) : 0;
    const again = Array.from({ length: taps }, () => this.#luck.oneOf([action, action, ...others]));
    return this.#deed('touches', { by: 'touch', action, again }, changed(view), PATIENCE_MS);
  }

  /** A touch that leaves the step as it is, until the screen shows what was asked for. */
  adjust(action: TouchAction, done: Done, patience = PATIENCE_MS): Deed {
    return this.#deed('touches', { by: 'touch', action }, done, patience);
  }

  /** A touch that nothing should come of. */
  tryOut(action: TouchAction): Deed {
    return this.#deed('touches', { by: 'touch', action }, () => false, SHRUG_MS);
  }

  /** One press, or hands of several people that come down together. */
  press(view: StationView, buttons: readonly BigButton[]): Deed {
    let at = this.#reach();
    const moves = buttons.flatMap((button) => {
      const input = this.#place.buttons[button];
      if (input === undefined) return [];
      const down = at;
      at += this.#luck.between(40, 160);
      return pushed(input, down, down + this.#luck.between(120, 400));
    });
    return this.#hand('presses', apart(moves), changed(view, buttons.length));
  }

  /** `done`: null where nothing on the screen should come of it. */
  handset(lifted: boolean, done: Done | null): Deed {
    const input = this.#place.handset ?? '';
    return this.#hand('lifts', [{ after: this.#reach(), input, active: lifted }], done);
  }

  /** Takes things up one after the other, and puts them back unless they are kept in hand. */
  take(things: readonly ThingHere[], keep: boolean, done: Done | null): Deed {
    let at = this.#reach();
    const taken = things.map((thing) => {
      const from = at;
      at += this.#luck.between(600, 1_200);
      return { thing, from };
    });
    const until = at + this.#luck.between(100, 900);
    const moves = taken.flatMap(({ thing: { input, sense }, from }, nth): HandMove[] => {
      if (sense === 'touch') return pushed(input, from, from + this.#luck.between(150, 400));
      const up = { after: from, input, active: false };
      return keep ? [up] : [up, { after: until + nth * 120, input, active: true }];
    });
    return this.#hand('lifts', moves, done);
  }

  /** Everything goes back to where it belongs. */
  putBack(done: Done | null): Deed {
    const start = this.#reach();
    const moves = this.#hands.toRest().map((move, nth) => ({ ...move, after: start + nth * 150 }));
    return this.#hand('lifts', moves, done);
  }

  /** Something is moved, and back after a while. */
  forAWhile(input: string, active: boolean, ms: readonly [number, number], done: Done | null): Deed {
    const at = this.#reach();
    const moves = [
      { after: at, input, active },
      { after: at + this.#luck.between(...ms), input, active: !active },
    ];
    return this.#hand('presses', moves, done);
  }

  /** People look on until something happens, at most so long. */
  wait(done: Done, patience: number): Deed {
    return { think: 0, what: { by: 'waiting' }, doing: 'reads', done, patience };
  }

  /** Somebody stands and looks, as long as people do. */
  dream(view: StationView): Deed {
    return this.wait(changed(view), this.#thinking(3_000, 100_000));
  }

  /** `done`: null where the screen will show nothing of it. */
  #hand(doing: Deed['doing'], moves: readonly HandMove[], done: Done | null): Deed {
    const longest = Math.max(0, ...moves.map(({ after }) => after));
    const patience = longest + (done === null ? SHRUG_MS : PATIENCE_MS);
    return this.#deed(doing, { by: 'hands', moves }, done ?? (() => false), patience);
  }

  #deed(doing: Deed['doing'], what: Deed['what'], done: Done, patience: number): Deed {
    return { think: this.#thinking(900, 7_000), what, doing, done, patience };
  }

  #thinking(least: number, most: number): number {
    return Math.max(30, this.#pace * this.#luck.between(least, most));
  }

  /** An arm needs its time, and so has every contact come to rest before it is moved again. */
  #reach(): number {
    return this.#luck.between(150, 350);
  }
}

/** The screen shows another step, or that many presses more. That something else is on offer is no answer to anybody. */
export function changed(view: StationView, pressed = 1): Done {
  const { step, session } = view;
  const chooses = step.at === 'attract' || step.at === 'menu';
  const isOther = (shown: StationView) =>
    chooses ? shown.step.at !== step.at || shown.session !== session : !isSameStep(view, shown);
  return (shown) => isOther(shown) || presses(shown) >= presses(view) + pressed;
}

function pushed(input: string, down: number, up: number): HandMove[] {
  return [
    { after: down, input, active: true },
    { after: up, input, active: false },
  ];
}

/** Nobody presses a button that somebody holds down: the second press of one waits until it has come up. */
function apart(moves: readonly HandMove[]): HandMove[] {
  const free = new Map<string, number>();
  const later = new Map<string, number>();
  return moves.map((move) => {
    if (move.active) later.set(move.input, Math.max(0, (free.get(move.input) ?? 0) - move.after));
    const after = move.after + (later.get(move.input) ?? 0);
    if (!move.active) free.set(move.input, after + 80);
    return { ...move, after };
  });
}
