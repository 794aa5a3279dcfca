import { inputsOf } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { checkItems } from '@pingan/firmware-bridge/departure/check-items';
import { checkPlan } from '@pingan/firmware-bridge/departure/check-plan';
import type { DepartureEvent } from '@pingan/firmware-bridge/departure/departure-rule';
import { checkReport } from '@pingan/firmware-bridge/departure/check-report';
import { FACT_DETAILS } from '@pingan/protocol/facts';
import { DepartureView } from '@pingan/protocol/departure';
import { departureView } from '@pingan/firmware-bridge/departure/check-view';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlayedCheck, REHEARSAL, type Wrongs } from './played-check.ts';

/** Six things of each station are as good as forty, and much faster. */
const PROFILE: BusProfile = {
  ...REHEARSAL,
  things: Object.fromEntries(
    Object.entries(REHEARSAL.things).filter(([id]) =>
      /^(lock-0[1-4]|lock-1[3-5]|fraud-|knife-d|drug-ice)/.test(id),
    ),
  ),
};
const ITEMS = checkItems(PROFILE).map(({ id }) => id);
const INPUTS = inputsOf(PROFILE).map(({ input }) => input);
const HANDS = INPUTS.filter((input) => input !== 'ignition');
/** What rests one way only, so that the machine sees when it does not. */
const RESTS = HANDS.filter((input) => /^(thing|button|handset)\//.test(input) || input === 'alarm/magnet');
const BEAMS = Object.keys(PROFILE.doors).flatMap((door) => [`${door}/outer`, `${door}/inner`]);

type Happening =
  | { what: 'wait'; ms: number }
  | { what: 'moved'; input: string; active: boolean }
  | { what: 'crossed'; door: string; direction: 'in' | 'out' }
  | { what: 'chimed'; station: string; how: 'played' | 'locked' | 'failed' }
  | { what: 'answer'; share: number; stale: boolean }
  | { what: 'skip'; stale: boolean }
  | { what: 'board'; board: string; away: boolean }
  | { what: 'start' };

const doors = fc.constantFrom(...Object.keys(PROFILE.doors));
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('wait' as const), ms: fc.nat(40_000) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant('moved' as const),
      input: fc.constantFrom(...INPUTS),
      active: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('crossed' as const),
      door: doors,
      direction: fc.constantFrom('in' as const, 'out' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('chimed' as const),
      station: fc.constantFrom(...PROFILE.stations.map(({ id }) => id)),
      how: fc.constantFrom('played' as const, 'locked' as const, 'failed' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('answer' as const),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      stale: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('skip' as const), stale: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('board' as const),
      board: fc.constantFrom(...Object.keys(PROFILE.boards)),
      away: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('start' as const) }) },
);

function happen(check: PlayedCheck, wrongs: Wrongs, said: Happening): void {
  const { at, ask } = check;
  const say = (event: DepartureEvent) => check.step(event);
  switch (said.what) {
    case 'wait':
      return check.wait(said.ms);
    case 'moved':
      return check.move(said.input, said.active);
    case 'crossed':
      return say({ kind: 'crossed', door: said.door, direction: said.direction, at });
    case 'chimed':
      return say({ kind: 'chimed', station: said.station, chime: 1, how: said.how, at });
    case 'answer': {
      const items = said.stale ? ITEMS : (ask?.items ?? []);
      const faulty = items.filter((_, index) => index % 10 < said.share * 10);
      return say({ kind: 'answer', ask: said.stale ? 'c0ffee/2' : (ask?.id ?? ''), faulty, at });
    }
    case 'skip':
      return say({ kind: 'skip', ask: said.stale ? 'another/3' : (ask?.id ?? ''), at });
    case 'board':
      wrongs.boards = said.away ? [said.board] : [];
      return;
    case 'start':
      return void check.start();
  }
}

describe('whatever happens in whatever order', () => {
  it('a check ends, every item has one verdict that stays, and the report fits its fact', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80 }), (story) => {
        const wrongs: Wrongs = { chime: { telephone: 'nothing', locks: 'nothing' } };
        const check = new PlayedCheck(wrongs, PROFILE).start();
        const known = new Map<string, string>();
        const look = () => {
          for (const { id, state, words } of check.items) {
            if (!['good', 'fault', 'skipped'].includes(state)) continue;
            const before = known.get(id);
            const mayBeLost = before === 'good' && state === 'fault' && /^(board|controller)\//.test(id);
            if (before !== undefined && !mayBeLost) expect(`${id} ${state}`).toBe(`${id} ${before}`);
            if (state !== 'good') expect(words, id).not.toBeNull();
            known.set(id, state);
          }
          DepartureView.parse(departureView(check.state, null));
        };
        for (const said of story) {
          if (check.state.at === 'over') break;
          happen(check, wrongs, said);
          look();
        }
        check.wait(2 * 60 * 60_000 + 1_000);
        look();
        expect(check.state.at).toBe('over');
        expect(known.size).toBe(ITEMS.length);
        if (check.state.at !== 'over') return;
        const report = checkReport(check.state);
        FACT_DETAILS['departure-check'].parse(report);
        expect(report.good + report.faults.length + report.skipped.length).toBe(ITEMS.length);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

const some = (of: readonly string[], maxLength = 4) => fc.uniqueArray(fc.constantFrom(...of), { maxLength });
const planted = fc.record({
  boards: some(Object.keys(PROFILE.boards), 1),
  silent: some(Object.keys(PROFILE.controllers), 2),
  dark: some(Object.keys(PROFILE.lamps)),
  sticking: some(HANDS),
  standing: some(RESTS),
  blocked: some(BEAMS, 1),
  blind: some(BEAMS, 1),
  mute: some(['alarm/siren', ...PROFILE.stations.map(({ id }) => `speaker/${id}`)], 2),
});

/** Faults that this bus has, by item, and what hangs on a fault and cannot be looked at. */
function truthOf(wrongs: Wrongs): { faults: Set<string>; behind: Set<string> } {
  const { needs } = checkPlan(PROFILE);
  const { boards = [], silent = [], dark = [], sticking = [], standing = [] } = wrongs;
  const { blocked = [], blind = [], mute = [] } = wrongs;
  const lost = new Set([...boards.map((id) => `board/${id}`)]);
  for (const id of silent)
    if (!lost.has(`board/${PROFILE.controllers[id]!.board}`)) lost.add(`controller/${id}`);
  const behind = new Set(ITEMS.filter((id) => needs[id]?.some((need) => lost.has(need))));
  const own = [
    ...dark.map((id) => `lamp/${id}`),
    ...[...sticking, ...standing, ...mute],
    ...[...blocked, ...blind].map((beam) => `door/${beam.split('/')[0]}`),
  ];
  return { faults: new Set([...lost, ...own.filter((id) => !behind.has(id))]), behind };
}

describe('a truthful officer on a bus with any faults', () => {
  it('finds every one of them, nothing that is good, and says why the rest was not looked at', () => {
    fc.assert(
      fc.property(planted, (wrongs) => {
        const { faults, behind } = truthOf(wrongs);
        const check = new PlayedCheck(wrongs, PROFILE).start().play();
        expect(check.in('fault').toSorted()).toEqual([...faults].toSorted());
        expect(check.in('skipped').toSorted()).toEqual([...behind].toSorted());
        expect(check.in('good')).toHaveLength(ITEMS.length - faults.size - behind.size);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
