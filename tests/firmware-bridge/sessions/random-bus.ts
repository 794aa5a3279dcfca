import type { RigGlimpse } from '@pingan/content/kinds/kind-rule';
import type { HandControl } from '@pingan/firmware-bridge/sessions/station-state';
import type { Outcome } from '@pingan/firmware-bridge/sessions/stations';
import { BridgeMessage, type Step, type TouchAction } from '@pingan/protocol/screen-messages';
import { Label, METRICS } from '@pingan/protocol/tally';
import * as fc from 'fast-check';
import { EVERY_KIND } from './sample-exhibits.ts';
import { someStations } from './some-stations.ts';

export const STATIONS = ['left', 'right'] as const;
const IDS = EVERY_KIND.map(({ id }) => id);
const CHOICES = [
  ...['hang-up', 'pay', 'genuine', 'scam', 'real', 'fake', 'lock-01', 'lock-02', 'key', 'cylinder'],
  ...['alarm', 'calls', 'theft', 'none'],
];
const THINGS = ['lock-01', 'lock-02', 'lock-03', 'knife-dagger'];
const STAGES: RigGlimpse['stage'][] = [
  ...(['ready', 'arming', 'announced', 'armed', 'sounding', 'silenced', 'busy', 'gone'] as const),
];

const one = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(shape);
const is = <const T>(value: T) => fc.constant(value);

const action: fc.Arbitrary<TouchAction> = fc.oneof(
  one({ do: is('begin') }),
  one({ do: is('start'), exhibit: fc.constantFrom(...IDS, 'none') }),
  one({ do: is('next') }),
  one({ do: is('choose'), choice: fc.constantFrom(...CHOICES) }),
  one({ do: is('beside'), object: fc.constantFrom(...THINGS) }),
  one({ do: is('back') }),
  one({ do: is('alarm'), press: fc.constantFrom('hold' as const, 'release' as const, 'disarm' as const) }),
  one({ do: is('hands'), choice: fc.constantFrom(...CHOICES), more: fc.boolean() }),
  one({ do: is('stay') }),
  one({ do: is('leave') }),
  one({ do: is('language'), language: fc.constantFrom('zh' as const, 'en' as const) }),
  one({
    do: is('reach'),
    reach: fc.record({ easyRead: fc.boolean(), volume: fc.integer({ min: 1, max: 3 }) }),
  }),
);

const station = fc.constantFrom(...STATIONS);
/** `behind`: how many revisions ago the screen was painted that was touched. */
export const happening = fc.oneof(
  // Somebody who plays on as the screen invites them to.
  { weight: 24, arbitrary: one({ kind: is('play'), station, luck: fc.nat({ max: 11 }) }) },
  {
    weight: 6,
    arbitrary: one({
      ...{ kind: is('touch'), station, action },
      behind: fc.constantFrom(0, 0, 0, 1, 2, -1),
      foreign: fc.constantFrom(false, false, false, false, true),
    }),
  },
  {
    weight: 6,
    arbitrary: one({
      ...{ kind: is('hand'), station },
      control: fc.constantFrom<HandControl>('genuine', 'scam', 'handset-lifted', 'handset-hung-up'),
    }),
  },
  { weight: 3, arbitrary: one({ kind: is('thing'), station, thing: fc.constantFrom(...THINGS) }) },
  { weight: 2, arbitrary: one({ kind: is('back'), station }) },
  {
    weight: 4,
    arbitrary: one({ kind: is('rig'), stage: fc.constantFrom(...STAGES), seen: fc.nat({ max: 60 }) }),
  },
  { weight: 6, arbitrary: one({ kind: is('tick'), ms: fc.integer({ min: 0, max: 12_000 }) }) },
  { weight: 1, arbitrary: one({ kind: is('present'), station, on: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: one({ kind: is('crowd'), length: fc.constantFrom('short' as const, 'full' as const) }),
  },
  { weight: 1, arbitrary: one({ kind: is('village'), known: fc.boolean() }) },
  { weight: 1, arbitrary: one({ kind: is('worried'), station, on: fc.boolean() }) },
  { weight: 1, arbitrary: one({ kind: is('answered'), station }) },
  { weight: 1, arbitrary: one({ kind: is('offered'), ids: fc.subarray(IDS) }) },
);
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(list: readonly T[], luck: number): T => list[luck % list.length]!;
const choose = (choices: readonly string[], luck: number): TouchAction => ({
  do: 'choose',
  choice: pick(choices, luck),
});

/** What the screen of a step invites somebody to do. */
function invitedBy(step: Step, luck: number): TouchAction {
  switch (step.at) {
    case 'attract':
    case 'menu':
      if (step.at === 'attract' && luck % 2 === 0) return { do: 'begin' };
      return { do: 'start', exhibit: pick([...step.exhibits, 'none'], luck) };
    case 'item':
      return choose(['genuine', 'scam'], luck);
    case 'beat':
      return step.beat === 'hotel' ? choose(['hang-up', 'hang-up', 'pay'], luck) : { do: 'next' };
    case 'sort':
      return choose(['real', 'fake'], luck);
    case 'shelf':
      return luck % 4 === 0 ? { do: 'next' } : choose(THINGS, luck);
    case 'object':
      return pick<TouchAction>(
        [{ do: 'beside', object: pick(THINGS, luck) }, { do: 'back' }, { do: 'next' }],
        luck,
      );
    case 'house':
      return luck % 4 === 0 ? { do: 'next' } : choose(['key', 'cylinder', 'alarm'], luck);
    case 'question':
      return choose(['calls', 'theft', 'none'], luck);
    case 'alarm':
      return luck % 3 === 0 ? { do: 'alarm', press: 'hold' } : { do: 'next' };
    default:
      return { do: 'next' };
  }
}

/** Two stations with an exhibit of every kind, everything they count, and a watch on what must hold at every step. */
export class RandomBus {
  at = 0;
  readonly counts = new Map<string, number>();
  readonly reached = new Set<string>();
  #offers = IDS;
  #length: 'short' | 'full' = 'full';
  #known = false;
  #away = new Set<string>();
  #rig: RigGlimpse = { stage: 'ready', announce: null, timeline: [] };
  readonly stations = someStations(STATIONS, EVERY_KIND, {
    playable: () => EVERY_KIND.filter(({ id }) => this.#offers.includes(id)),
    length: () => this.#length,
    lastTime: () => (this.#known ? [{ exhibit: 'fake-police', item: 'one-scam' }] : []),
    away: () => [...this.#away],
    rigFor: (station) => (station === 'left' ? this.#rig : { stage: 'busy', announce: null, timeline: [] }),
  });

  let(happening: Happening): void {
    const before = STATIONS.map((id) => this.stations.view(id));
    const { changed, tallies } = this.#outcome(happening);
    for (const [nth, id] of STATIONS.entries()) this.#watch(id, before[nth]!, changed);
    for (const { metric, label } of tallies) {
      if (!METRICS.includes(metric) || !Label.safeParse(label).success)
        throw new Error(`tally ${metric} ${label}`);
      this.counts.set(metric, this.count(metric) + 1);
      if (/^(before|after)\//.test(label)) this.counts.set('measured', this.count('measured') + 1);
    }
  }

  /** A revision never shrinks, and grows exactly when there is something to see, of which the screen is then told. */
  #watch(id: string, before: ReturnType<typeof this.stations.view>, changed: string[]): void {
    const after = this.stations.view(id);
    const grew = after.revision > before.revision;
    const differs = JSON.stringify({ ...after, revision: 0 }) !== JSON.stringify({ ...before, revision: 0 });
    const held = after.revision >= before.revision && grew === differs && changed.includes(id) === grew;
    const told = BridgeMessage.safeParse({ type: 'step', ...after });
    if (!held || !told.success || JSON.stringify(after).length > 6_000)
      throw new Error(`${JSON.stringify(before)} → ${JSON.stringify(after)}, changed ${changed.join()}`);
    this.reached.add(after.step.at);
  }

  #outcome(happening: Happening): Outcome {
    const { stations, at } = this;
    switch (happening.kind) {
      case 'play': {
        const { session, revision, step } = stations.view(happening.station);
        return stations.touch(
          happening.station,
          { session, revision, action: invitedBy(step, happening.luck) },
          at,
        );
      }
      case 'touch': {
        const view = stations.view(happening.station);
        const session = happening.foreign ? 'session-0' : view.session;
        const revision = Math.max(0, view.revision - happening.behind);
        return stations.touch(happening.station, { session, revision, action: happening.action }, at);
      }
      case 'hand':
        return stations.hand(happening.station, happening.control, at);
      case 'thing':
        this.#away.add(happening.thing);
        return stations.thing(happening.station, happening.thing, at);
      case 'back':
        this.#away.clear();
        return stations.stay(happening.station, at);
      case 'rig': {
        const timeline = Array.from({ length: happening.seen }, (_, nth) => ({
          seen: 'door-opened',
          at: nth,
        }));
        this.#rig = { stage: happening.stage, announce: null, timeline };
        return stations.rigMoved(at);
      }
      case 'tick':
        return stations.tick((this.at += happening.ms));
      case 'present':
        return stations.present(happening.station, happening.on, at);
      default:
        return this.#circumstances(happening);
    }
  }

  #circumstances(
    happening: Extract<Happening, { kind: 'crowd' | 'village' | 'worried' | 'answered' | 'offered' }>,
  ) {
    const { stations, at } = this;
    switch (happening.kind) {
      case 'crowd':
        this.#length = happening.length;
        return stations.tick(at);
      case 'village':
        this.#known = happening.known;
        return stations.tick(at);
      case 'worried':
        return stations.worried(happening.station, happening.on, at);
      case 'answered':
        return stations.answered(happening.station, at);
      case 'offered':
        this.#offers = happening.ids;
        return stations.offered(at);
    }
  }

  count(metric: string): number {
    return this.counts.get(metric) ?? 0;
  }

  get resting(): boolean {
    return STATIONS.every((id) => this.stations.view(id).step.at === 'attract');
  }
}
