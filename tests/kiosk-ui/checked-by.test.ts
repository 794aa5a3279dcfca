import { expect, test } from 'vitest';
import { checkedBy } from '../../kiosk-ui/officer/departure/checked-by.ts';
import { departureWords } from '../../kiosk-ui/officer/departure/departure-words.ts';
import { zhou } from './sample-day.ts';

test('whoever checks a bus without crew has no name, only a word of the language', () => {
  const rehearsal = { id: 'rehearsal', name: '演练' };
  expect(checkedBy(rehearsal, departureWords.en)).toBe('rehearsal');
  expect(checkedBy(rehearsal, departureWords.zh)).toBe('演练');
  expect(checkedBy(zhou, departureWords.en)).toBe(zhou.name);
  expect(checkedBy(null, departureWords.en)).toBeNull();
});
