import {
  type Holder,
  rigDueAt,
  type RigEvent,
  rigOutputs,
  rigRules,
  type RigState,
  rigStep,
  startRig,
} from '@pingan/firmware-bridge/alarm-rig/rig';
import { LONGEST_TIMELINE } from '@pingan/firmware-bridge/alarm-rig/timeline';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

const holder = fc.constantFrom<Holder>(
  { who: 'officer' },
  { who: 'station', station: 'left' },
  { who: 'station', station: 'right' },
);
const at = fc.constant(0);
const event: fc.Arbitrary<RigEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('hold' as const), by: holder, at }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('release' as const, 'disarm' as const), by: holder, at }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'lost' as const, 'try' as const), at }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('door' as const),
      shut: fc.option(fc.boolean(), { freq: 20 }),
      at,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('motion' as const),
      seen: fc.option(fc.boolean(), { freq: 20 }),
      at,
    }),
  },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('tick' as const), at }) },
);
/** Mostly a busy bus, sometimes a stalled program or an hour of nobody. */
const pause = fc.oneof(
  { weight: 20, arbitrary: fc.nat(4_000) },
  { weight: 2, arbitrary: fc.nat(60_000) },
  { weight: 1, arbitrary: fc.nat(2_000_000) },
);
const story = fc.array(fc.tuple(pause, event), { maxLength: 400, size: 'max' });
const config = fc.record({
  armHoldSeconds: fc.integer({ min: 1, max: 10 }),
  soundSeconds: fc.integer({ min: 1, max: 30 }),
  siren: fc.record({ oneShotSeconds: fc.integer({ min: 1, max: 30 }) }),
});

/** Plays a story and gives every stretch in which the siren was told to be on, to the millisecond. */
function play(
  rules: ReturnType<typeof rigRules>,
  steps: [number, RigEvent][],
  look: (state: RigState, now: number) => void,
) {
  let state = startRig();
  let now = 0;
  const sirens: { from: number; to: number }[] = [];
  for (const [ms, what] of steps) {
    const phase = state.phase;
    if (phase.at === 'sounding' && rigOutputs(state, now, rules).siren) {
      // Whoever asks gets an answer for that moment: on until the limit, off from it on.
      const limit = phase.since + (phase.by === 'try' ? 1_000 : rules.soundMs);
      const to = Math.min(now + ms, limit);
      sirens.push({ from: now, to });
      expect(rigOutputs(state, now + ms, rules).siren).toBe(now + ms < limit);
    }
    now += ms;
    state = rigStep(state, { ...what, at: now }, rules).state;
    look(state, now);
  }
  return sirens;
}

it('has the siren on only while it sounds, and never longer than profile and one-shot allow', () => {
  fc.assert(
    fc.property(config, story, (seconds, steps) => {
      const rules = rigRules(seconds);
      const limit = Math.min(seconds.soundSeconds, seconds.siren.oneShotSeconds) * 1000;
      const sirens = play(rules, steps, (state, now) => {
        const { siren, announce } = rigOutputs(state, now, rules);
        if (siren) expect(state.phase.at).toBe('sounding');
        expect(announce === null).toBe(state.phase.at !== 'announced');
      });
      let run = { from: -1, to: -1 };
      for (const { from, to } of sirens) {
        run = from === run.to ? { from: run.from, to } : { from, to };
        expect(run.to - run.from).toBeLessThanOrEqual(limit);
      }
    }),
    { numRuns: 500 },
  );
});

it('sounds for at most a minute within any hour', () => {
  fc.assert(
    fc.property(config, story, (seconds, steps) => {
      const sirens = play(rigRules(seconds), steps, () => undefined);
      for (const { to: end } of sirens) {
        const within = sirens.filter(({ to }) => to > end - 3_600_000 && to <= end);
        const sum = within.reduce((ms, { from, to }) => ms + to - Math.max(from, end - 3_600_000), 0);
        expect(sum).toBeLessThanOrEqual(60_000);
      }
    }),
    { numRuns: 500 },
  );
});

it('is never armed without an announcement just before, and never sounds without being armed unless it is only tried', () => {
  fc.assert(
    fc.property(config, story, (seconds, steps) => {
      const rules = rigRules(seconds);
      let before: RigState['phase'] = { at: 'disarmed' };
      play(rules, steps, ({ phase, timeline }, now) => {
        if (phase.at === 'armed' && before.at !== 'armed') {
          expect(['announced', 'silenced']).toContain(before.at);
          if (before.at === 'announced') expect(now - before.since).toBeGreaterThanOrEqual(rules.announceMs);
        }
        if (phase.at === 'sounding' && before.at !== 'sounding') {
          if (phase.by !== 'try') expect(before.at).toBe('armed');
          // Whatever else was going on was over by then.
          else expect(rigDueAt({ ...startRig(), phase: before }, rules) ?? 0).toBeLessThanOrEqual(now);
        }
        if (phase.at === 'announced' && before.at !== 'announced') expect(before.at).toBe('arming');
        expect(timeline?.sightings.length ?? 0).toBeLessThanOrEqual(LONGEST_TIMELINE);
        before = phase;
      });
    }),
    { numRuns: 500 },
  );
});

it('can always be used again after an hour of rest', () => {
  fc.assert(
    fc.property(config, story, (seconds, steps) => {
      const rules = rigRules(seconds);
      let state = startRig();
      let now = 0;
      for (const [ms, what] of steps) state = rigStep(state, { ...what, at: (now += ms) }, rules).state;
      for (let n = 0; n < 6; n++)
        state = rigStep(state, { kind: 'tick', at: (now += 1_000_000) }, rules).state;
      expect(state.phase.at).toBe('disarmed');
      expect(rigStep(state, { kind: 'hold', by: { who: 'officer' }, at: now }, rules).refused).toBeNull();
    }),
  );
});
