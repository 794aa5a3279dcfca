import { Stations } from '@pingan/firmware-bridge/sessions/stations';
import type { TouchAction } from '@pingan/protocol/screen-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHAT, PHONE } from './two-stories.ts';

function withStations(...ids: string[]): Stations {
  let sessions = 0;
  return new Stations({
    stations: ids.map((id) => ({ id, exhibits: ['phone', 'chat'] })),
    rules: { idleSeconds: 60, answerSeconds: 20, ambient: 0.15, quietHelp: 'officer' },
    exhibits: () => [PHONE, CHAT],
    newSessionId: () => `session-${++sessions}`,
  });
}

function touch(on: Stations, station: string, action: TouchAction): void {
  const { session, revision } = on.view(station);
  on.touch(station, { session, revision, action }, 0);
}

let stations: Stations;
beforeEach(() => {
  stations = withStations('left', 'right');
});
const start = () => touch(stations, 'left', { do: 'start', exhibit: 'phone' });
const next = () => touch(stations, 'left', { do: 'next' });
const choose = (choice: string) => touch(stations, 'left', { do: 'choose', choice });

describe('the lights', () => {
  const ceiling = () => {
    const { moved, hushed, 'money-first': money } = stations.lights();
    return { moved, hushed, money };
  };

  it('are ambient while nobody plays, and exhibit lamps are dark', () => {
    expect(ceiling()).toEqual({ moved: 0.15, hushed: 0.15, money: 0.15 });
    expect(stations.lights()).toMatchObject({ 'lamp-phone': 0, 'lamp-chat': 0, officer: 0 });
  });

  it('follow the story: the lamp of the beat, then the turning point, then what the feedback names', () => {
    start();
    expect(stations.lights()['lamp-phone']).toBe(1);
    next();
    expect(stations.lights()).toMatchObject({ hushed: 1, 'lamp-phone': 0 });
    choose('pay');
    expect(stations.lights()['money-first']).toBe(1);
  });

  it('step back around the one that is meant, unless another station is at rest below them', () => {
    const alone = withStations('left');
    touch(alone, 'left', { do: 'start', exhibit: 'phone' });
    expect(alone.lights().moved).toBeLessThan(0.15);
    start();
    expect(ceiling().moved).toBe(0.15);
  });

  it('let the turning point glow at the result', () => {
    start();
    next();
    choose('hang-up');
    next();
    expect(stations.lights().hushed).toBeGreaterThan(0.15);
    expect(stations.lights().hushed).toBeLessThan(1);
  });

  it('take the highest level that any station wants', () => {
    start();
    next();
    touch(stations, 'right', { do: 'start', exhibit: 'chat' });
    expect(stations.lights()).toMatchObject({ hushed: 1, 'lamp-chat': 1 });
  });
});
