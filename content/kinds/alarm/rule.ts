import { type KindRule, NO_BUTTONS, type RigGlimpse } from '../kind-rule.ts';
import type { Alarm } from './alarm.ts';

/** `rig.timeline` is what this session made the rig see. `sounded`: the siren has been heard in this session, so the demonstration has been seen. */
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
      const rig = ownGlimpse(state.rig, action.glimpse);
      if (isSame(state.rig, rig)) return state;
      return { ...state, rig, sounded: state.sounded || rig.stage === 'sounding' };
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

/** While nobody here uses the rig, a timeline that does not go on from ours is somebody else's or an old one. */
function ownGlimpse(before: RigGlimpse, now: RigGlimpse): RigGlimpse {
  const inUse = now.stage !== 'ready' && now.stage !== 'busy' && now.stage !== 'gone';
  const goesOn = before.timeline.length > 0 && beginsWith(now.timeline, before.timeline);
  return inUse || goesOn ? now : { ...now, timeline: before.timeline };
}

function isSame(a: RigGlimpse, b: RigGlimpse): boolean {
  const sameLength = a.timeline.length === b.timeline.length;
  return a.stage === b.stage && a.announce === b.announce && sameLength && beginsWith(a.timeline, b.timeline);
}

function beginsWith(timeline: RigGlimpse['timeline'], start: RigGlimpse['timeline']): boolean {
  return start.every(({ seen, at }, nth) => seen === timeline[nth]?.seen && at === timeline[nth]?.at);
}
