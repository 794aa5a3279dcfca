import type { ContentPack } from '@pingan/content/pack';
import type { StationView } from '../../sessions/station-view.ts';
import { DeedMaker } from './deed-maker.ts';
import { Eyewitness } from './eyewitness.ts';
import { HandsHere } from './hands-here.ts';
import type { HandsLuck } from './hands-luck.ts';
import { ideasAt } from './ideas.ts';
import { PackTexts } from './pack-texts.ts';
import { isSameParty, meet, type Party } from './party.ts';
import type { Person } from './person.ts';
import type { Idea, Situation } from './situation.ts';
import type { Deed, StationCrowd, TrueCount } from './station-crowd.ts';
import type { StationPlace } from './station-place.ts';
import type { Act } from './wish.ts';

export interface StationCrowdParts {
  station: StationPlace;
  /** The pack as the screens load it. */
  content: Pick<ContentPack, 'exhibits'>;
  luck: HandsLuck;
  /** How far thinking times are shrunk: 1 is as people think. */
  pace: number;
}

/** The people at one station: what comes to their minds, and what they hold true. No clock, no sockets. */
export function stationCrowd(parts: StationCrowdParts): StationCrowd {
  return new PeopleAtStation(parts);
}

class PeopleAtStation implements StationCrowd {
  readonly #parts: StationCrowdParts;
  readonly #texts: PackTexts;
  readonly #hands: HandsHere;
  readonly #make: DeedMaker;
  readonly #witness: Eyewitness;
  #party: Party | null = null;
  /** What the bus knows of our hands is uncertain: everything is put back before anything else. */
  #mustRest = false;
  /** True, and not yet told. */
  #owed: TrueCount[] = [];

  constructor(parts: StationCrowdParts) {
    this.#parts = parts;
    this.#texts = new PackTexts(parts.content);
    this.#hands = new HandsHere(parts.station);
    this.#witness = new Eyewitness(this.#texts);
    this.#make = new DeedMaker({ ...parts, place: parts.station, hands: this.#hands });
  }

  decide(shown: StationView, standing: readonly Person[]): Deed | null {
    this.#look(shown);
    if (standing.length === 0) return null;
    const party = this.#meet(standing);
    if (this.#mustRest && this.#hands.toRest().length > 0) return this.#make.putBack(null);
    this.#mustRest = false;
    const { luck } = this.#parts;
    const situation: Situation = {
      ...{ view: shown, texts: this.#texts, place: this.#parts.station, hands: this.#hands },
      ...{ party, luck, make: this.#make },
    };
    return oneOf(ideasAt(situation), luck)?.deed() ?? null;
  }

  came(deed: Deed, before: StationView, seen: readonly StationView[]): TrueCount[] {
    this.#look(before);
    const taken = this.#did(deed, before);
    for (const view of seen) this.#look(view);
    this.#witness.rested();
    this.#owed.push(...taken.map((thing) => this.#true({ metric: 'object.lift', label: thing })));
    return this.#tell();
  }

  saw(shown: StationView): TrueCount[] {
    this.#look(shown);
    return this.#tell();
  }

  startedAnew(): void {
    this.#witness.startedAnew();
    this.#mustRest = true;
    // Where the contacts are still as hands hold them, the bus hears now that the handset is off its hook.
    if (this.#hands.has(this.#parts.station.handset)) this.#witness.did([{ by: 'handset', lifted: true }]);
  }

  /** What was done is remembered; gives back the things that were taken up. */
  #did({ what }: Deed, { session }: StationView): readonly string[] {
    if (what.by === 'hands') {
      const { acts, taken } = this.#hands.moved(what.moves);
      this.#witness.did(acts);
      return taken;
    }
    // What children tap after it is not in it: it was meant for a picture that has gone.
    const acts: Act[] =
      what.by === 'touch' ? [{ by: 'touch', action: what.action, session, step: this.#witness.step }] : [];
    this.#witness.did(acts);
    return [];
  }

  #look(shown: StationView): void {
    this.#owed.push(...this.#witness.sees(shown).map((told) => this.#true(told)));
  }

  #true(told: Omit<TrueCount, 'place'>): TrueCount {
    return { place: this.#parts.station.id, ...told };
  }

  #tell(): TrueCount[] {
    return this.#owed.splice(0);
  }

  #meet(standing: readonly Person[]): Party {
    if (this.#party === null || !isSameParty(this.#party, standing))
      this.#party = meet(standing, this.#parts.luck);
    return this.#party;
  }
}

/** One idea, as often as its weight says. */
function oneOf(ideas: readonly Idea[], luck: HandsLuck): Idea | undefined {
  let left = luck.share() * ideas.reduce((sum, { weight }) => sum + weight, 0);
  return ideas.find(({ weight }) => (left -= weight) < 0) ?? ideas.at(-1);
}
