import { type BigButton, votePressed, voteWaited } from '@pingan/firmware-bridge/sessions/vote';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLLECTION, JUDGE, LEARNING } from './sample-exhibits.ts';
import { OneStation } from './some-stations.ts';
import { PHONE } from './two-stories.ts';

const voteOf = ({ view }: OneStation) => (view.audience.is === 'group' ? view.audience.vote : 'no group');

function groupAtDecision(): OneStation {
  const group = new OneStation([LEARNING]);
  group.press('scam');
  group.at += 500;
  group.press('scam');
  expect(group.step).toMatchObject({ at: 'beat', beat: 'hotel' });
  return group;
}

describe('a group at the two big buttons', () => {
  it('starts at a press, without a menu and without messages to tell apart', () => {
    const group = new OneStation([COLLECTION, LEARNING, JUDGE]);
    group.press('genuine');
    expect(group.step).toMatchObject({ at: 'beat', exhibit: 'fake-police' });
    expect(group.view.audience).toEqual({ is: 'group', vote: null });
  });

  it('never starts two exhibits, however many fingers drum', () => {
    const group = new OneStation([JUDGE, PHONE]);
    for (let finger = 0; finger < 10; finger += 1) group.press(finger % 2 === 0 ? 'scam' : 'genuine');
    expect(group.step).toMatchObject({ at: 'sort', said: [] });
    expect(group.countedOf('session.start')).toHaveLength(1);
    expect(group.counted.filter((each) => /^[a-z]+\.start /.test(each))).toEqual(['judge.start messages']);
  });

  it('gets six seconds to vote from the first press, and the majority decides', () => {
    const group = groupAtDecision();
    const before = group.view.revision;
    group.press('genuine');
    expect(voteOf(group)).toEqual({ genuine: 1, scam: 0, secondsLeft: 6 });
    group.wait(1);
    expect(voteOf(group)).toMatchObject({ secondsLeft: 5 });
    expect(group.view.revision).toBe(before + 2);
    group.press('scam');
    group.press('scam');
    group.wait(4);
    expect(voteOf(group)).toEqual({ genuine: 1, scam: 2, secondsLeft: 1 });
    expect(group.step.at).toBe('beat');
    group.wait(1);
    expect(group.step).toMatchObject({ at: 'feedback', choice: 'hang-up' });
    expect(voteOf(group)).toBeNull();
    expect(group.countedOf('story.choice')).toEqual(['fake-police/hotel/hang-up']);
  });

  it('decides a tie by the next press', () => {
    const group = groupAtDecision();
    group.press('genuine');
    group.press('scam');
    group.wait(10);
    expect(voteOf(group)).toEqual({ genuine: 1, scam: 1, secondsLeft: 0 });
    group.press('genuine');
    expect(group.step).toMatchObject({ at: 'feedback', choice: 'pay' });
  });

  it('goes on at a press where there is nothing to decide, once for fingers that come down together', () => {
    const group = groupAtDecision();
    group.press('scam');
    group.wait(6);
    group.press('genuine');
    expect(group.step.at).toBe('result');
    group.at += 499;
    group.press('genuine');
    expect(group.step.at).toBe('result');
    group.at += 1;
    group.press('genuine');
    expect(group.step).toEqual({ at: 'closing', exhibit: 'fake-police', told: null });
    group.at += 500;
    group.press('scam');
    expect(group.step.at).toBe('attract');
    expect(group.view.audience).toEqual({ is: 'one' });
  });

  it('lets a touch decide at once, and the votes are gone', () => {
    const group = groupAtDecision();
    group.press('genuine');
    group.choose('hang-up');
    expect(group.step).toMatchObject({ at: 'feedback', choice: 'hang-up' });
    group.wait(10);
    expect(group.step).toMatchObject({ at: 'feedback', choice: 'hang-up' });
    expect(group.countedOf('story.choice')).toHaveLength(1);
  });

  it('lets a touch count that was meant for the step on which the seconds changed', () => {
    const group = groupAtDecision();
    group.press('genuine');
    const { session, revision } = group.view;
    group.wait(1);
    const action = { do: 'choose', choice: 'hang-up' } as const;
    group.took(group.stations.touch('here', { session, revision, action }, group.at));
    expect(group.step.at).toBe('feedback');
  });

  it('hangs up with the handset at once', () => {
    const group = groupAtDecision();
    group.press('genuine');
    group.handset(false);
    expect(group.step).toMatchObject({ at: 'feedback', choice: 'hang-up' });
  });

  it('is asked whether it is still there when nobody breaks a tie', () => {
    const group = groupAtDecision();
    group.press('genuine');
    group.press('scam');
    group.wait(61);
    group.wait(1);
    expect(group.view.stillHere).not.toBeNull();
    group.wait(21);
    expect(group.step.at).toBe('attract');
  });

  it('is no group where a visitor began by touch: a press acts at once', () => {
    const station = new OneStation([PHONE]);
    station.start('phone');
    station.press('scam');
    station.press('scam');
    expect(station.step).toMatchObject({ at: 'feedback', choice: 'hang-up' });
    expect(station.view.audience).toEqual({ is: 'one' });
  });
});

it('decides for the majority of the presses before the time was up, whatever the order, and once', () => {
  const press = fc.record({
    button: fc.constantFrom<BigButton>('genuine', 'scam'),
    after: fc.integer({ min: 0, max: 2500 }),
  });
  fc.assert(
    fc.property(fc.array(press, { minLength: 1, maxLength: 30 }), (presses) => {
      let at = 0;
      let step: ReturnType<typeof votePressed> | null = null;
      const counted = { genuine: 0, scam: 0 };
      let since = 0;
      for (const { button, after } of presses) {
        at += after;
        if (step === null) since = at;
        if (step !== null && 'decided' in step) break;
        step = votePressed(step === null ? null : step.vote, button, at);
        if ('vote' in step) counted[button] += 1;
        if ('vote' in step) expect(step.vote).toMatchObject(counted);
      }
      if (step !== null && 'vote' in step) step = voteWaited(step.vote, since + 6_000);
      if (step === null) return;
      const tied = counted.genuine === counted.scam;
      if ('vote' in step) expect(tied && step.vote.secondsLeft === 0).toBe(true);
      else if (!tied) expect(step.decided).toBe(counted.genuine > counted.scam ? 'genuine' : 'scam');
      else expect(at).toBeGreaterThanOrEqual(since + 6_000);
    }),
  );
});
