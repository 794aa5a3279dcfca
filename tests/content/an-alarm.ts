import { Alarm } from '@pingan/content/kinds/alarm/alarm';
import { read, text } from './a-text.ts';

export const STAGES = [
  'ready',
  'arming',
  'announced',
  'armed',
  'sounding',
  'silenced',
  'busy',
  'gone',
] as const;
const SEEN = [
  'armed',
  'door-opened',
  'door-shut',
  'motion-began',
  'motion-ended',
  'siren-on',
  'siren-off',
  'disarmed',
  'board-lost',
];
const textsFor = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, text(key)]));

/** The demonstration, as a file would hold it. */
export function alarmData() {
  return {
    kind: 'alarm',
    id: 'siren',
    title: text('siren'),
    invitation: text('try it'),
    says: textsFor(STAGES),
    seen: textsFor(SEEN),
    remember: text('remember'),
  };
}

export function anAlarm(): Alarm {
  return read(alarmData(), Alarm, () => {});
}
