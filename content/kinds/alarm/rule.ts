import { type KindRule, NO_BUTTONS, type RigGlimpse } from '../kind-rule.ts';
import type { Alarm } from './alarm.ts';

/** `sounded`: the siren has been heard in this session, so the demonstration has been seen. */
export type AlarmState =
  | { at: 'alarm'; rig: RigGlimpse; sounded: boolean }
  | { at: 'alarm-result'; timeline: RigGlimpse['timeline']; sounded: boolean };

/** Until the rig is heard of. */
const UNHEARD: RigGlimpse = { stage: 'gone', announce: null, timeline: [] };

export const alarmRule: KindRule<Alarm, AlarmState> = {
  start: () => ({ at: 'alarm', rig: UNHEARD, sounded: false }),

  next(_alarm, state, action) {
    if (state.at === 'alarm-result') return state;
    if (action.do === 'rig') {
      if (isSame(state.rig, action.glimpse)) return state;
      return { ...state, rig: action.glimpse, sounded: state.sounded || action.glimpse.stage === 'sounding' };
    }
    const mayGoOn = state.sounded && state.rig.stage !== 'sounding';
    if (action.do !== 'next' || !mayGoOn) return state;
    return { at: 'alarm-result', timeline: state.rig.timeline, sounded: state.sounded };
  },

  isOver: ({ at }) => at === 'alarm-result',

  counts(alarm, before, state) {
    if (state.at !== 'alarm' || (before?.at === 'alarm' && before.rig.stage === state.rig.stage)) return [];
    const told = ['armed', 'sounding'].includes(state.rig.stage);
    return told ? [{ metric: 'step', label: `${alarm.id}/${state.rig.stage}` }] : [];
  },

  lights: () => ({ lights: {}, level: 'full' }),
  buttons: () => NO_BUTTONS,
  spoken: (alarm, state) => [state.at === 'alarm' ? alarm.says[state.rig.stage] : alarm.remember],
};

function isSame(a: RigGlimpse, b: RigGlimpse): boolean {
  return a.stage === b.stage && a.announce === b.announce && a.timeline.length === b.timeline.length;
}
