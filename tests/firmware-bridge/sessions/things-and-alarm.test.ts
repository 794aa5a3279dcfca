import type { RigGlimpse } from '@pingan/content/kinds/kind-rule';
import { beforeEach, describe, expect, it } from 'vitest';
import { ALARM, COLLECTION, JUDGE, LEARNING } from './sample-exhibits.ts';
import { OneStation, someStations } from './some-stations.ts';

describe('a lifted thing', () => {
  let away: string[];
  let station: OneStation;
  beforeEach(() => {
    away = [];
    station = new OneStation([JUDGE, COLLECTION, LEARNING], { away: () => away });
  });
  const lift = (thing: string) => {
    away.push(thing);
    station.lift(thing);
  };

  it('starts the collection that shows it, with its card open', () => {
    lift('lock-02');
    expect(station.step).toEqual({
      ...{ at: 'object', exhibit: 'locks', object: 'lock-02', beside: null },
      seen: ['lock-02'],
    });
    expect(station.counted).toEqual(['session.start', 'collection.start locks', 'step locks/lock-02']);
  });

  it('starts it from the menu too, within the same session', () => {
    station.touch({ do: 'begin' });
    expect(station.step.at).toBe('menu');
    lift('lock-01');
    expect(station.step).toMatchObject({ at: 'object', object: 'lock-01' });
    expect(station.countedOf('session.start')).toHaveLength(1);
  });

  it('is laid beside the first while that is in somebody’s hands, and takes its place once it is back', () => {
    lift('lock-01');
    lift('lock-03');
    expect(station.step).toMatchObject({ object: 'lock-01', beside: 'lock-03' });
    away = [];
    lift('lock-02');
    expect(station.step).toMatchObject({ object: 'lock-02', beside: null });
  });

  it('never disturbs another exhibit, and only says that somebody is here', () => {
    station.start('messages');
    const { step } = station;
    station.wait(59);
    lift('lock-01');
    expect(station.step).toEqual(step);
    station.wait(59);
    expect(station.view.stillHere).toBeNull();
  });

  it('means nothing where no collection shows it', () => {
    lift('knife-dagger');
    expect(station.step.at).toBe('attract');
    expect(station.counted).toEqual([]);
  });
});

describe('the live alarm on a visitor’s screen', () => {
  let glimpse: RigGlimpse;
  let station: OneStation;
  const rig = (stage: RigGlimpse['stage'], ...seen: string[]) => {
    glimpse = { stage, announce: null, timeline: seen.map((each, nth) => ({ seen: each, at: nth })) };
    station.rigMoved();
  };
  beforeEach(() => {
    glimpse = { stage: 'ready', announce: null, timeline: [] };
    station = new OneStation([ALARM, JUDGE], { rigFor: () => glimpse });
  });
  const press = (what: 'hold' | 'release' | 'disarm') =>
    station.touch({ do: 'alarm', press: what }).alarms.map((alarm) => alarm.press);

  it('shows at once what the rig does, and follows it', () => {
    station.start('burglar');
    expect(station.step).toMatchObject({ at: 'alarm', rig: { stage: 'ready' } });
    rig('armed', 'armed');
    rig('sounding', 'armed', 'door-opened', 'siren-on');
    expect(station.step).toMatchObject({ rig: { stage: 'sounding' }, sounded: true });
    expect(station.countedOf('step')).toEqual(['burglar/armed', 'burglar/sounding']);
    rig('silenced', 'armed', 'door-opened', 'siren-on', 'siren-off');
    // Whoever reads the result is not to be startled by a second siren.
    expect(station.next().alarms).toEqual([{ station: 'here', press: 'disarm' }]);
    expect(station.step).toMatchObject({ at: 'alarm-result', sounded: true });
    expect((station.step as { timeline: unknown[] }).timeline).toHaveLength(4);
  });

  it('passes presses on within the alarm, and from nowhere else', () => {
    expect(press('hold')).toEqual([]);
    station.start('burglar');
    expect(press('hold')).toEqual(['hold']);
    expect(press('release')).toEqual(['release']);
    expect(press('disarm')).toEqual(['disarm']);
    station.touch({ do: 'leave' });
    station.start('messages');
    expect(press('hold')).toEqual([]);
  });

  it('lets a finger go that was put down before the rig moved on', () => {
    station.start('burglar');
    const { session, revision } = station.view;
    rig('arming');
    const action = { do: 'alarm', press: 'release' } as const;
    expect(station.stations.touch('here', { session, revision, action }, station.at).alarms).toEqual([
      { station: 'here', press: 'release' },
    ]);
  });

  it('keeps the session of whoever opens the door meanwhile', () => {
    station.start('burglar');
    station.wait(59);
    rig('sounding', 'armed', 'door-opened');
    station.wait(59);
    expect(station.view.stillHere).toBeNull();
    station.wait(1);
    expect(station.view.stillHere).toBe(20);
  });

  it('is told to nobody who plays something else', () => {
    station.start('messages');
    const { step } = station;
    rig('sounding', 'siren-on');
    expect(station.step).toEqual(step);
  });

  it('is offered at the station of the rig alone', () => {
    const two = someStations(['rig', 'other'], [ALARM, JUDGE]);
    expect(two.view('rig').step).toEqual({ at: 'attract', exhibits: ['burglar', 'messages'] });
    expect(two.view('other').step).toEqual({ at: 'attract', exhibits: ['messages'] });
  });
});
