import { type Outcome, Stations } from '@pingan/firmware-bridge/sessions/stations';
import type { Step, TouchAction } from '@pingan/protocol/screen-messages';
import { Label, METRICS } from '@pingan/protocol/tally';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { CHAT, PHONE } from './two-stories.ts';

const action: fc.Arbitrary<TouchAction> = fc.oneof(
  fc.record({ do: fc.constant('start' as const), exhibit: fc.constantFrom('phone', 'chat', 'none') }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('next' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('choose' as const),
      choice: fc.constantFrom('hang-up', 'pay', 'none'),
    }),
  },
  fc.record({ do: fc.constant('stay' as const) }),
  fc.record({ do: fc.constant('leave' as const) }),
  fc.record({
    do: fc.constant('language' as const),
    language: fc.constantFrom('zh' as const, 'en' as const),
  }),
);

const station = fc.constantFrom('left', 'right');
/** `behind`: how many revisions ago the screen was painted that was touched. */
const happening = fc.oneof(
  // Somebody who plays on as the screen invites them to.
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('play' as const), station, safe: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('touch' as const),
      station,
      action,
      behind: fc.constantFrom(0, 0, 0, 1, 2, -1),
      foreign: fc.constantFrom(false, false, false, false, true),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('tick' as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('worried' as const), station, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('answered' as const), station }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('offered' as const), ids: fc.subarray(['phone', 'chat']) }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function invitedBy(step: Step, safe: boolean): TouchAction {
  if (step.at === 'attract') return { do: 'start', exhibit: step.exhibits[0] ?? 'none' };
  if (step.at === 'beat' && step.beat === 'hotel') return { do: 'choose', choice: safe ? 'hang-up' : 'pay' };
  return { do: 'next' };
}

/** Two stations, everything they count, and a watch on what must hold at every step. */
class Bus {
  offers = ['phone', 'chat'];
  at = 0;
  counts = new Map<string, number>();
  #ids = 0;
  stations = new Stations({
    stations: ['left', 'right'].map((id) => ({ id, exhibits: ['phone', 'chat'] })),
    rules: { idleSeconds: 60, answerSeconds: 20, ambient: 0.15, quietHelp: 'officer' },
    exhibits: () => [PHONE, CHAT].filter(({ id }) => this.offers.includes(id)),
    newSessionId: () => `session-${++this.#ids}`,
  });

  let(happening: Happening): void {
    const before = { left: this.stations.view('left'), right: this.stations.view('right') };
    const { changed, tallies } = this.#outcome(happening);
    for (const id of ['left', 'right'] as const) {
      const after = this.stations.view(id);
      const grew = after.revision > before[id].revision;
      const differs =
        JSON.stringify({ ...after, revision: 0 }) !== JSON.stringify({ ...before[id], revision: 0 });
      // A revision never shrinks, and grows exactly when there is something to see, of which the screen is then told.
      const held = after.revision >= before[id].revision && grew === differs && changed.includes(id) === grew;
      if (!held)
        throw new Error(
          `${JSON.stringify(before[id])} → ${JSON.stringify(after)}, changed ${changed.join()}`,
        );
    }
    for (const { metric, label } of tallies) {
      if (!METRICS.includes(metric) || !Label.safeParse(label).success)
        throw new Error(`tally ${metric} ${label}`);
      this.counts.set(metric, (this.counts.get(metric) ?? 0) + 1);
    }
  }

  #outcome(happening: Happening): Outcome {
    switch (happening.kind) {
      case 'play': {
        const { session, revision, step } = this.stations.view(happening.station);
        const action = invitedBy(step, happening.safe);
        return this.stations.touch(happening.station, { session, revision, action }, this.at);
      }
      case 'touch': {
        const view = this.stations.view(happening.station);
        const session = happening.foreign ? 'session-0' : view.session;
        const revision = Math.max(0, view.revision - happening.behind);
        return this.stations.touch(
          happening.station,
          { session, revision, action: happening.action },
          this.at,
        );
      }
      case 'tick':
        return this.stations.tick((this.at += happening.ms));
      case 'worried':
        return this.stations.worried(happening.station, happening.on, this.at);
      case 'answered':
        return this.stations.answered(happening.station, this.at);
      case 'offered':
        this.offers = happening.ids;
        return this.stations.offered(this.at);
    }
  }

  count(metric: string): number {
    return this.counts.get(metric) ?? 0;
  }

  get resting(): boolean {
    return ['left', 'right'].every((id) => this.stations.view(id).step.at === 'attract');
  }
}

it('takes thousands of random touches, never gets stuck, and closes every session it opened', () => {
  let finished = 0;
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 120, size: 'max' }),
      fc.boolean(),
      (happenings, patiently) => {
        const bus = new Bus();
        for (const one of happenings) bus.let(one);
        if (patiently) {
          // Nobody touches anything any more: quiet time, idle time and the time to answer pass.
          for (let second = 0; second < 210; second++) bus.let({ kind: 'tick', ms: 1_000 });
        } else {
          for (const station of ['left', 'right'] as const) {
            bus.let({ kind: 'touch', station, action: { do: 'leave' }, behind: 0, foreign: false });
          }
        }
        expect(bus.resting).toBe(true);
        expect(bus.count('session.start')).toBe(bus.count('session.end'));
        expect(bus.count('language')).toBe(bus.count('session.end'));
        expect(bus.count('story.start')).toBe(bus.count('session.start'));
        expect(bus.count('story.finish')).toBeLessThanOrEqual(bus.count('story.start'));
        expect(bus.count('dwell')).toBe(bus.count('story.finish'));
        finished += bus.count('story.finish');
      },
    ),
    { numRuns: 200 },
  );
  // The walk must also reach the far end of the stories, or it would prove little.
  expect(finished).toBeGreaterThan(50);
});

it('counts nothing for "I may be in one now": what is counted is the same with it and without it', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60, size: 'max' }), (happenings) => {
      // Without ticks, because a worried visitor is also given more time.
      const touches = happenings.filter(({ kind }) => kind !== 'tick');
      const counts = (list: Happening[]) => {
        const bus = new Bus();
        for (const one of list) bus.let(one);
        return [...bus.counts];
      };
      expect(counts(touches)).toEqual(
        counts(touches.filter(({ kind }) => kind !== 'worried' && kind !== 'answered')),
      );
    }),
  );
});
