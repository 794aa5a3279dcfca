import { stationCrowd } from '@pingan/firmware-bridge/rehearsal/crowd/at-station';
import type { Person } from '@pingan/firmware-bridge/rehearsal/crowd/person';
import type { Deed } from '@pingan/firmware-bridge/rehearsal/crowd/station-crowd';
import { stationPlace } from '@pingan/firmware-bridge/rehearsal/crowd/station-place';
import { LEFT_OUT, TRUE_METRICS } from '@pingan/firmware-bridge/rehearsal/crowd/true-metrics';
import type { StationView } from '@pingan/firmware-bridge/sessions/station-view';
import { type Step, type TouchAction, USUAL_REACH } from '@pingan/protocol/screen-messages';
import { METRICS } from '@pingan/protocol/tally';
import { describe, expect, it } from 'vitest';
import { PACK, PROFILE } from './driven-bus.ts';
import { DrivenDay } from './driven-day.ts';
import { testLuck } from './test-luck.ts';

const SOMEBODY: Person[] = [{ id: 1, look: 'adult', pace: 1_000, depth: 250 }];
const crowdAt = (station: string, pace = 0.1) =>
  stationCrowd({ station: stationPlace(PROFILE, station), content: PACK, luck: testLuck('one'), pace });

let revision = 0;
function view(step: Step, more: Partial<StationView> = {}): StationView {
  revision += 1;
  const here = { session: 'session-1', language: 'zh' as const, stillHere: null, reach: USUAL_REACH };
  return { ...here, audience: { is: 'one' }, ...more, revision, step };
}
const beat = (id: string): Step => ({ at: 'beat', exhibit: 'fake-police', beat: id, length: 'full' });
const chose = (choice: string): Step => {
  return { at: 'feedback', exhibit: 'fake-police', beat: 'hotel', choice, length: 'full' };
};
const touch = (action: TouchAction): Deed => {
  return { think: 0, what: { by: 'touch', action }, doing: 'touches', done: () => true, patience: 0 };
};
const said = (counts: readonly { metric: string; label: string }[]) =>
  counts.map(({ metric, label }) => `${metric} ${label}`);

it('answers for every metric of the bus, or says why not', () => {
  expect([...TRUE_METRICS, ...Object.keys(LEFT_OUT)].sort()).toEqual([...METRICS].sort());
});

describe('what is held true', () => {
  it('is nothing of a second step that one touch seems to have made', () => {
    const crowd = crowdAt('telephone');
    const before = view(beat('operator'));
    const seen = [view(beat('badge')), view(beat('hotel'))];
    expect(said(crowd.came(touch({ do: 'next' }), before, seen))).toEqual(['step fake-police/badge']);
  });

  it('is what the vote decided, where a touch for something else came too late', () => {
    const crowd = crowdAt('telephone');
    const vote = { genuine: 0, scam: 2, secondsLeft: 1 };
    const before = view(beat('hotel'), { audience: { is: 'group', vote } });
    const seen = [view(chose('hang-up'), { audience: { is: 'group', vote: null } })];
    const counts = crowd.came(touch({ do: 'choose', choice: 'go-alone' }), before, seen);
    expect(said(counts)).toEqual(['story.choice fake-police/hotel/hang-up']);
  });

  it('is that the time ran out, and not that somebody went on, where the next visit is shown', () => {
    const crowd = crowdAt('telephone');
    const before = view(beat('operator'), { stillHere: 1 });
    const seen = [view({ at: 'attract', exhibits: ['fake-police'] }, { session: 'session-2' })];
    const counts = crowd.came(touch({ do: 'next' }), before, seen);
    expect(said(counts)).toEqual(['session.end timeout', 'language zh']);
  });

  it('is nothing where nothing was seen to come of a touch, and all of it where it is seen late', () => {
    const crowd = crowdAt('telephone');
    const before = view(beat('operator'));
    expect(crowd.came(touch({ do: 'next' }), before, [])).toEqual([]);
    expect(said(crowd.saw(view(beat('badge'))))).toEqual(['step fake-police/badge']);
  });

  it('is nothing of what was half done when the bus started anew', () => {
    const crowd = crowdAt('telephone');
    crowd.saw(view(beat('operator')));
    crowd.startedAnew();
    expect(crowd.saw(view({ at: 'attract', exhibits: [] }, { session: 'session-2' }))).toEqual([]);
  });

  it('is that a thing was taken up, although no screen shows it', () => {
    const moves = [
      { after: 200, input: 'thing/fraud-phone', active: false },
      { after: 900, input: 'thing/fraud-phone', active: true },
    ];
    const deed: Deed = { ...touch({ do: 'stay' }), what: { by: 'hands', moves } };
    const counts = crowdAt('telephone').came(deed, view(beat('operator')), []);
    expect(counts).toEqual([{ place: 'telephone', metric: 'object.lift', label: 'fraud-phone' }]);
  });
});

describe('what people do', () => {
  it('is nothing where nobody stands', () => {
    const crowd = crowdAt('locks');
    expect(crowd.decide(view({ at: 'attract', exhibits: ['locks'] }), [])).toBeNull();
  });

  it('is to answer first, and never to end a visit, while "still here?" counts down', () => {
    const crowd = crowdAt('telephone');
    const closing = view({ at: 'closing', exhibit: 'fake-police', told: null }, { stillHere: 9 });
    const done = Array.from({ length: 60 }, () => crowd.decide(closing, SOMEBODY)!.what);
    const actions = done.map((what) => (what.by === 'touch' ? what.action.do : what.by));
    expect(new Set(actions)).toEqual(new Set(['stay', 'waiting']));
  });

  it('takes as long as hands take, however much thinking is shrunk', () => {
    const deeds = [3, 4, 5].flatMap((seed) => new DrivenDay(seed).play(200).deeds);
    const held = deeds.flatMap(heldFor);
    const of = (kind: RegExp) => held.filter(({ input }) => kind.test(input)).map(({ ms }) => ms);
    expect(of(/^button/).length).toBeGreaterThan(20);
    expect(Math.min(...of(/^button/))).toBeGreaterThanOrEqual(120);
    expect(Math.max(...of(/^button/))).toBeLessThanOrEqual(400);
    expect(Math.min(...of(/^thing\/(lock-0|fraud-[pc])/))).toBeGreaterThanOrEqual(600);
    expect(Math.min(...of(/^thing/))).toBeGreaterThanOrEqual(120);
  });

  it('leaves every contact at rest for a while before it is moved again', () => {
    const deeds = [6, 7].flatMap((seed) => new DrivenDay(seed).play(200).deeds);
    for (const { what } of deeds) {
      if (what.by !== 'hands') continue;
      const lastAt = new Map<string, number>();
      for (const { after, input } of [...what.moves].sort((a, b) => a.after - b.after)) {
        expect(after - (lastAt.get(input) ?? 0)).toBeGreaterThanOrEqual(80);
        lastAt.set(input, after);
      }
    }
  });
});

/** How long contacts were held as they do not rest, within one deed. */
function heldFor({ what }: Deed): { input: string; ms: number }[] {
  if (what.by !== 'hands') return [];
  const moves = [...what.moves].sort((a, b) => a.after - b.after);
  return moves.flatMap(({ after, input, active }, nth) => {
    const back = moves.slice(nth + 1).find((move) => move.input === input && move.active !== active);
    const isTaken = active !== (PROFILE.things[input.slice('thing/'.length)]?.sense === 'lift');
    return back === undefined || !isTaken ? [] : [{ input, ms: back.after - after }];
  });
}
