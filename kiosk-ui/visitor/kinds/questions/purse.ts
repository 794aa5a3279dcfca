import type { House, Measure } from '@pingan/content/kinds/questions/questions';
import { purseLeft } from '@pingan/content/kinds/questions/rule';

const NOTES = [50, 20, 10];
const COINS = [5, 1];

/** One piece of the game's own money. */
export interface Money {
  is: 'note' | 'coin';
  yuan: number;
}

/** Notes and coins that make up an amount, largest first. */
export function moneyFor(yuan: number): Money[] {
  const money: Money[] = [];
  let left = Math.max(0, Math.floor(yuan));
  for (const worth of [...NOTES, ...COINS]) {
    for (; left >= worth; left -= worth)
      money.push({ is: NOTES.includes(worth) ? 'note' : 'coin', yuan: worth });
  }
  return money;
}

/** What can be done with a measure: give it back, take it, or nothing because `short` yuan are missing. */
export type Offer = { is: 'bought' } | { is: 'affordable' } | { is: 'too-dear'; short: number };

export function offerOf(house: House, bought: readonly string[], measure: Measure): Offer {
  if (bought.includes(measure.id)) return { is: 'bought' };
  const short = measure.yuan - purseLeft(house, bought);
  return short > 0 ? { is: 'too-dear', short } : { is: 'affordable' };
}
