import { USUAL_REACH } from '@pingan/protocol/screen-messages';
import { describe, expect, it } from 'vitest';
import { someStations } from './some-stations.ts';
import { CHAT, PHONE } from './two-stories.ts';

const touch = (
  stations: ReturnType<typeof someStations>,
  action: Parameters<typeof stations.touch>[1]['action'],
  at: number,
) => {
  const { session, revision } = stations.view('here');
  stations.touch('here', { session, revision, action }, at);
};

describe('the loudness that an officer sets', () => {
  it('holds at once where nobody is, and for everybody who comes', () => {
    const stations = someStations(['here', 'there'], [PHONE, CHAT]);
    expect(stations.loudness(3, 1_000).changed).toEqual(['here', 'there']);
    expect(stations.view('here').reach).toEqual({ ...USUAL_REACH, volume: 3 });
    touch(stations, { do: 'begin' }, 2_000);
    touch(stations, { do: 'reach', reach: { volume: 1 } }, 3_000);
    touch(stations, { do: 'leave' }, 4_000);
    expect(stations.view('here').reach.volume).toBe(3);
  });

  it('leaves those who are here what they have', () => {
    const stations = someStations(['here'], [PHONE, CHAT]);
    touch(stations, { do: 'begin' }, 1_000);
    expect(stations.loudness(1, 2_000).changed).toEqual([]);
    expect(stations.view('here').reach.volume).toBe(USUAL_REACH.volume);
    touch(stations, { do: 'leave' }, 3_000);
    expect(stations.view('here').reach.volume).toBe(1);
  });
});
