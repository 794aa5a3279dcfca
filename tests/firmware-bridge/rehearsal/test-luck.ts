import { numbersOf } from '@pingan/content/draw';
import type { HandsLuck } from '@pingan/firmware-bridge/rehearsal/crowd/hands-luck';

export type TestLuck = HandsLuck;

export function testLuck(seed: string): TestLuck {
  const share = numbersOf(seed);
  return {
    share,
    between: (low, high) => low + share() * (high - low),
    happens: (chance) => share() < chance,
    oneOf: (list) => list[Math.floor(share() * list.length)]!,
  };
}
