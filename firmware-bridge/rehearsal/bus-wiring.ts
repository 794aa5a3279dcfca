import { inputsOf } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { restingInputs } from '../board/virtual-rest.ts';

/** Which board must work for something to be seen, and how contacts are while nobody touches anything. */
export interface BusWiring {
  /** Boards of a door's two beams, by door. */
  doors: Readonly<Record<string, readonly string[]>>;
  /** Board of a contact, by the names of device-config's inputs. */
  inputs: Readonly<Record<string, string>>;
  /** Whether a contact is closed while no hand is on it, by the same names. */
  rest: Readonly<Record<string, boolean>>;
}

export function wiringFor(profile: BusProfile): BusWiring {
  const doors = Object.entries(profile.doors).map(([door, { outer, inner }]) => [
    door,
    [...new Set([outer.board, inner.board])],
  ]);
  const inputs = inputsOf(profile).map(({ input, contact }) => [
    input,
    'board' in contact ? contact.board : profile.controllers[contact.controller]!.board,
  ]);
  return {
    doors: Object.fromEntries(doors),
    inputs: Object.fromEntries(inputs),
    rest: restingInputs(profile),
  };
}
