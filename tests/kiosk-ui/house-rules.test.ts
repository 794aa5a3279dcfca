import { purseLeft, questionsRule } from '@pingan/content/kinds/questions/rule';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  HOUSE_HEIGHT,
  HOUSE_WIDTH,
  PLACE_RADIUS,
  PLACES,
  placeState,
} from '../../kiosk-ui/visitor/kinds/questions/places.ts';
import { moneyFor, offerOf } from '../../kiosk-ui/visitor/kinds/questions/purse.ts';
import { planSlips } from '../../kiosk-ui/visitor/kinds/questions/slip-plan.ts';
import { fullHouse } from './sample-house.ts';

const ids = fullHouse.measures.map(({ id }) => id);

test('the places of the house lie on it, and none covers another', () => {
  const places = Object.values(PLACES);
  for (const [nth, { x, y }] of places.entries()) {
    expect(x - PLACE_RADIUS).toBeGreaterThanOrEqual(0);
    expect(x + PLACE_RADIUS).toBeLessThanOrEqual(HOUSE_WIDTH);
    expect(y + PLACE_RADIUS).toBeLessThanOrEqual(HOUSE_HEIGHT);
    for (const other of places.slice(nth + 1)) {
      expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(2 * PLACE_RADIUS);
    }
  }
});

test('a place waits at dusk, and by night is lit where its measure was chosen and dark where it is missing', () => {
  const [key, cylinder] = fullHouse.measures as [never, never];
  expect(placeState(cylinder, [], false)).toBe('waiting');
  expect(placeState(cylinder, ['cylinder'], true)).toBe('lit');
  expect(placeState(cylinder, [], true)).toBe('dark');
  expect(placeState(key, [], true)).toBe('critical');
});

test('notes and coins always add up to what is left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), (yuan) => {
      expect(moneyFor(yuan).reduce((sum, money) => sum + money.yuan, 0)).toBe(yuan);
    }),
  );
});

test('what is offered is what the rule of the house then does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...ids), { maxLength: 20 }),
      fc.constantFrom(...ids),
      (touched, id) => {
        let state = questionsRule.start(fullHouse, { length: 'full', luck: '' });
        for (const choice of touched) state = questionsRule.next(fullHouse, state, { do: 'choose', choice });
        const bought = 'bought' in state ? state.bought : [];
        const measure = fullHouse.measures.find((each) => each.id === id)!;
        const offer = offerOf(fullHouse, bought, measure);
        const next = questionsRule.next(fullHouse, state, { do: 'choose', choice: id });
        if (offer.is === 'too-dear') {
          expect(next).toBe(state);
          expect(offer.short).toBe(measure.yuan - purseLeft(fullHouse, bought));
        } else expect('bought' in next && next.bought.includes(id)).toBe(offer.is === 'affordable');
      },
    ),
  );
});

test('nine measures lie on one page of the usual panel, and on a small one on several full ones', () => {
  expect(planSlips(9, { width: 27.5, height: 15 }, 12)).toMatchObject({ pages: 1, perPage: 9 });
  const small = planSlips(9, { width: 19, height: 10 }, 12);
  expect(small.pages).toBeGreaterThan(1);
  expect(small.pages * small.perPage).toBeGreaterThanOrEqual(9);
});

test('where there is height for one low row only, slips lie', () => {
  expect(planSlips(9, { width: 40, height: 3.9 }, 12)).toMatchObject({ shape: 'wide', rows: 1 });
});
