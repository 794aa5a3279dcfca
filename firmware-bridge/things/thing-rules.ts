import type { BusProfile } from '@pingan/device-config/profile';
import { type ContactRules, PRESSED, RESTING } from './contact.ts';
import { MISSING_RULES, type MissingRules } from './lifted-thing.ts';

export interface ThingRules extends MissingRules {
  /** For what stays as it was left. */
  resting: ContactRules;
  /** For what a hand presses. */
  pressed: ContactRules;
  /** A forgotten hold ends after this long, in milliseconds. */
  holdMs: number;
}

export const THING_RULES: ThingRules = {
  ...MISSING_RULES,
  resting: RESTING,
  pressed: PRESSED,
  holdMs: 30 * 60_000,
};

/** How a contact is judged; null for inputs that other rooms listen to. */
export function rulesFor(input: string, profile: BusProfile, rules: ThingRules): ContactRules | null {
  const [table, id = ''] = input.split('/');
  switch (table) {
    case 'thing':
      return profile.things[id]?.sense === 'touch' ? rules.pressed : rules.resting;
    case 'button':
      return rules.pressed;
    case 'handset':
    case 'key-door':
    case 'panel-key':
      return rules.resting;
    default:
      return null;
  }
}

/** Which input it is, in words for the officer. */
export function inputWords(input: string, { things, buttons, handsets, keyDoors }: BusProfile): string {
  const [table, id = ''] = input.split('/');
  const named = { thing: things, button: buttons, handset: handsets, 'key-door': keyDoors }[table ?? '']?.[
    id
  ];
  return named === undefined ? 'the key switch of the officer panel' : `${table} ${id} (${named.name.en})`;
}
