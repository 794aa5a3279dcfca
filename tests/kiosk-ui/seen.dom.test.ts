import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sensorsOf, told } from '../../kiosk-ui/visitor/kinds/alarm/seen.ts';
import { sampleTimeline } from './judge-alarm-screens.ts';
import { sampleAlarm } from './sample-rooms.ts';

const says = sampleAlarm.seen;
const timelines = fc.array(
  fc.record({
    seen: fc.constantFrom(...Object.keys(says), 'announced', 'something-new'),
    at: fc.nat(200_000),
  }),
  { maxLength: 60 },
);

describe('what the sensors of the rig saw', () => {
  test('a sensor that has not spoken yet is unknown, not shut or still', () => {
    expect(sensorsOf([{ seen: 'armed', at: 5_000 }])).toEqual({ door: null, moving: null });
  });

  test('the last word of each sensor counts', () => {
    expect(sensorsOf(sampleTimeline.slice(0, 5))).toEqual({ door: 'open', moving: true });
    expect(sensorsOf(sampleTimeline)).toEqual({ door: 'shut', moving: false });
  });

  test('a short list is told whole, in its order, without what there are no words for', () => {
    expect(told(sampleTimeline, says, 9).map(({ seen }) => seen)).toEqual(
      sampleTimeline.slice(1).map(({ seen }) => seen),
    );
  });

  test('of a long list the least telling goes first', () => {
    const seen = told(sampleTimeline, says, 4).map((sighting) => sighting.seen);
    expect(seen).toEqual(['armed', 'door-opened', 'siren-on', 'siren-off']);
  });

  test('never more than asked for, never out of order, never a word that is missing', () => {
    fc.assert(
      fc.property(timelines, fc.integer({ min: 1, max: 8 }), (timeline, most) => {
        const sightings = told(timeline, says, most);
        expect(sightings.length).toBe(Math.min(most, timeline.filter(({ seen }) => seen in says).length));
        const places = sightings.map((sighting) => timeline.indexOf(sighting));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const { seen } of sightings) expect(says[seen]).toBeDefined();
      }),
    );
  });
});
