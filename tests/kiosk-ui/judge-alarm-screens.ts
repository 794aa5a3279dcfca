import type { RigStage, Step } from '@pingan/protocol/screen-messages';

const judge = { exhibit: 'messages', order: ['library', 'bank-code', 'clinic', 'subsidy'] };
const told = { exhibit: 'fake-police', phase: 'before' } as const;

/** What the rig saw in a demonstration that was set off by the door. */
export const sampleTimeline = [
  { seen: 'announced', at: 0 },
  { seen: 'armed', at: 5_000 },
  { seen: 'door-opened', at: 9_200 },
  { seen: 'siren-on', at: 9_250 },
  { seen: 'motion-began', at: 10_100 },
  { seen: 'motion-ended', at: 12_000 },
  { seen: 'door-shut', at: 13_000 },
  { seen: 'siren-off', at: 14_250 },
];

/** The rig at a stage, with what it had seen by then. */
export function rigAt(stage: RigStage): Step {
  const seen: Partial<Record<RigStage, number>> = { announced: 1, armed: 2, sounding: 5, silenced: 8 };
  return {
    at: 'alarm',
    exhibit: 'live-alarm',
    rig: {
      stage,
      announce: stage === 'announced' ? 4 : null,
      timeline: sampleTimeline.slice(0, seen[stage] ?? 0),
    },
    sounded: stage === 'sounding' || stage === 'silenced',
  };
}

/** The screens of a judge, of the live alarm, and of what comes around every exhibit. */
export const judgeAlarmScreens: Record<string, { step: Step }> = {
  'an item to sort': { step: { at: 'sort', ...judge, said: ['genuine'] } },
  'an item sorted right': { step: { at: 'sorted', ...judge, said: ['genuine'] } },
  'an item sorted wrong': { step: { at: 'sorted', ...judge, said: ['genuine', 'genuine'] } },
  'items sorted': { step: { at: 'sort-result', ...judge, said: ['genuine', 'genuine', 'genuine', 'scam'] } },
  'a message before': { step: { at: 'item', ...told, item: 'parcel-refund', index: 0, count: 2 } },
  'a message later': { step: { at: 'item', ...told, phase: 'later', item: 'power-cut', index: 0, count: 1 } },
  'a scam missed': { step: { at: 'item-feedback', ...told, item: 'power-debt' } },
  'a genuine one distrusted': { step: { at: 'item-feedback', ...told, item: 'parcel-shelf' } },
  closing: { step: { at: 'closing', exhibit: 'fake-police', told: { right: 3, of: 4 } } },
  'closing of a short story': { step: { at: 'closing', exhibit: 'fake-police', told: null } },
  'a stranger in a chat': { step: { at: 'beat', exhibit: 'task-scam', beat: 'invited', length: 'full' } },
  'a small reward': { step: { at: 'beat', exhibit: 'task-scam', beat: 'first-pay', length: 'full' } },
  'a choice in a chat': { step: { at: 'beat', exhibit: 'task-scam', beat: 'deposit', length: 'full' } },
  'a frozen account': { step: { at: 'result', exhibit: 'task-scam', ending: 'stuck' } },
  'alarm ready': { step: rigAt('ready') },
  'alarm arming': { step: rigAt('arming') },
  'alarm announced': { step: rigAt('announced') },
  'alarm armed': { step: rigAt('armed') },
  'alarm sounding': { step: rigAt('sounding') },
  'alarm silenced': { step: rigAt('silenced') },
  'alarm busy': { step: rigAt('busy') },
  'alarm gone': { step: rigAt('gone') },
  'alarm seen': {
    step: { at: 'alarm-result', exhibit: 'live-alarm', timeline: sampleTimeline, sounded: true },
  },
};

/** Those of them on which a group or a class decides. */
export const judgeAlarmDecisions = ['an item to sort', 'a message before', 'a choice in a chat'];
