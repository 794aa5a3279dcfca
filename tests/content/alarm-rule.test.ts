import { alarmRule, type AlarmState } from '@pingan/content/kinds/alarm/rule';
import type { ExhibitAction, RigGlimpse } from '@pingan/content/kinds/kind-rule';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAlarm, STAGES } from './an-alarm.ts';
import { actionsWith, keepsToTheContract, play } from './play.ts';

const alarm = anAlarm();
const start = alarmRule.start(alarm, { length: 'full', luck: '' });
const on: ExhibitAction = { do: 'next' };
const ARMED = { seen: 'armed', at: 0 };
const SIREN = { seen: 'siren-on', at: 2000 };
const rig = (stage: RigGlimpse['stage'], ...timeline: RigGlimpse['timeline']): ExhibitAction => ({
  do: 'rig',
  glimpse: { stage, announce: null, timeline },
});
const after = (...actions: ExhibitAction[]): AlarmState =>
  actions.reduce((state, action) => alarmRule.next(alarm, state, action), start);

describe('the alarm', () => {
  it('cannot be used until the rig is heard of', () => {
    expect(alarmRule.spoken(alarm, start).map(({ en }) => en)).toEqual(['gone']);
  });

  it.each(STAGES)('says what the rig does: %s', (stage) => {
    expect(alarmRule.spoken(alarm, after(rig('arming'), rig(stage))).map(({ en }) => en)).toEqual([stage]);
  });

  it('goes on once the siren was heard and is quiet again, and not before', () => {
    expect(after(rig('armed'), on)).toMatchObject({ at: 'alarm' });
    expect(after(rig('sounding'), on)).toMatchObject({ at: 'alarm', sounded: true });
    expect(after(rig('sounding'), rig('silenced', ARMED, SIREN), on)).toEqual({
      at: 'alarm-result',
      timeline: [ARMED, SIREN],
      sounded: true,
    });
  });

  it('goes on when the rig is lost after the siren was heard, so that nobody waits for it', () => {
    expect(after(rig('sounding', ARMED), rig('gone'), on)).toMatchObject({ at: 'alarm-result' });
  });

  it('keeps its own timeline when the rig is handed on, and takes none that was there before', () => {
    const seen = after(rig('sounding', ARMED, SIREN), rig('busy', { seen: 'armed', at: 9 }));
    expect(seen).toMatchObject({ rig: { stage: 'busy', timeline: [ARMED, SIREN] } });
    expect(after(rig('ready', ARMED, SIREN))).toMatchObject({ rig: { stage: 'ready', timeline: [] } });
  });

  it('still hears what ends its own timeline', () => {
    const lost = { seen: 'board-lost', at: 2500 };
    expect(after(rig('armed', ARMED), rig('gone', ARMED, lost))).toMatchObject({
      rig: { timeline: [ARMED, lost] },
    });
  });

  it('notices a sighting that takes the place of another of a full timeline', () => {
    const before = after(rig('sounding', ARMED));
    expect(alarmRule.next(alarm, before, rig('sounding', ARMED))).toBe(before);
    expect(alarmRule.next(alarm, before, rig('sounding', SIREN))).not.toBe(before);
  });

  it('counts arming and sounding once each time the rig comes to them', () => {
    const sight = { seen: 'door-opened', at: 1000 };
    const { counts } = play(alarmRule, alarm, start, [
      ...[
        rig('arming'),
        rig('armed'),
        rig('armed', sight),
        rig('sounding', sight),
        rig('silenced', sight),
        on,
      ],
    ]);
    expect(counts).toEqual([
      { metric: 'step', label: 'siren/armed' },
      { metric: 'step', label: 'siren/sounding' },
    ]);
  });

  it('keeps to the contract of every kind', () => {
    fc.assert(
      fc.property(actionsWith('siren'), (actions) => keepsToTheContract(alarmRule, alarm, start, actions)),
    );
  });

  it('can always be brought to its end by a siren that sounds and falls silent', () => {
    fc.assert(
      fc.property(actionsWith('siren'), (actions) => {
        const { last } = play(alarmRule, alarm, start, actions);
        const end = play(alarmRule, alarm, last, [rig('sounding'), rig('silenced'), on]).last;
        expect(alarmRule.isOver(end)).toBe(true);
      }),
    );
  });
});
