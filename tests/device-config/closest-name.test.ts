import { closestName } from '@pingan/device-config/closest-name';
import { describe, expect, it } from 'vitest';

const NAMES = ['board', 'boards', 'doors', 'lamps', 'dimmable', 'readingDistance', 'quietHelp'];

describe('the name that was probably meant', () => {
  it.each([
    ['lamp', 'lamps'],
    ['baord', 'board'],
    ['dimable', 'dimmable'],
    ['readingdistance', 'readingDistance'],
    ['quiet-help', 'quietHelp'],
    ['Boards', 'boards'],
  ])('%s is %s', (typed, meant) => {
    expect(closestName(typed, NAMES)).toBe(meant);
  });

  it.each(['colour', 'siren', '', '灯'])('nothing is proposed for %j', (typed) => {
    expect(closestName(typed, NAMES)).toBeNull();
  });
});
