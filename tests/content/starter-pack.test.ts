import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExhibitAction, Length } from '@pingan/content/kinds/kind-rule';
import { type ExhibitState, ruleOf } from '@pingan/content/kinds/rules';
import { beatsIn, choiceOf, choicesOf, storyRule, type StoryState } from '@pingan/content/kinds/story/rule';
import type { Story } from '@pingan/content/kinds/story/story';
import { type Exhibit, playableExhibits, reviewPending } from '@pingan/content/pack';
import { readContentPack } from '@pingan/content/read-content-pack';
import { visitorTexts } from '@pingan/content/visitor-texts';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { pack, faults, leftOut } = readContentPack(file('content/packs/starter'));
const { profile } = readBusProfile(file('device-config/profiles/rehearsal.yaml'));
const LENGTHS: Length[] = ['short', 'full'];
const stories = pack.exhibits.filter((exhibit): exhibit is Story => exhibit.kind === 'story');
const storyOf = (id: string) => stories.find((story) => story.id === id)!;

it('is read without a fault, and has an example of every kind', () => {
  expect({ faults, leftOut }).toEqual({ faults: [], leftOut: [] });
  expect(pack.exhibits.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
    'story fake-police',
    'questions house-200',
    'alarm live-alarm',
    'collection locks',
    'judge sms-judge',
    'story task-rebate',
  ]);
});

it('uses every source that the pack names', () => {
  const used = new Set(pack.exhibits.flatMap(visitorTexts).flatMap(({ text }) => text.sources));
  expect([...used].sort()).toEqual(Object.keys(pack.sources).sort());
});

it('lights only lamps that the rehearsal bus has', () => {
  const lit = lampsIn(pack.exhibits);
  expect(lit.length).toBeGreaterThan(0);
  for (const lamp of lit) expect(Object.keys(profile.lamps)).toContain(lamp);
});

/** The names of all lamps under any `lights`. */
function lampsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    key === 'lights' ? Object.keys(value as object) : lampsIn(value),
  );
}

describe('every exhibit', () => {
  const each = pack.exhibits.flatMap((exhibit) =>
    LENGTHS.map((length) => ({ id: exhibit.id, exhibit, length })),
  );

  it.each(each)('comes to its end from wherever any touches led it: $id, $length', ({ exhibit, length }) => {
    const touches = touchesOf(exhibit);
    fc.assert(
      fc.property(fc.string(), fc.array(fc.constantFrom(...touches), { maxLength: 25 }), (luck, played) => {
        const rule = ruleOf(exhibit);
        const after = played.reduce<ExhibitState>(
          (state, touch) => rule.next(exhibit, state, touch),
          rule.start(exhibit, { length, luck }),
        );
        expect(rule.isOver(wayOut(exhibit, after, touches))).toBe(true);
      }),
    );
  });

  it.each(each)('says something on every screen on its way: $id, $length', ({ exhibit, length }) => {
    const rule = ruleOf(exhibit);
    const onTheWay: ExhibitState[] = [];
    wayOut(exhibit, rule.start(exhibit, { length, luck: 'a visit' }), touchesOf(exhibit), onTheWay);
    for (const state of onTheWay) expect(rule.spoken(exhibit, state), state.at).not.toEqual([]);
  });
});

/** Whatever could be touched in the exhibit, going on first. */
function touchesOf(exhibit: Exhibit): ExhibitAction[] {
  const rig = (stage: 'sounding' | 'silenced'): ExhibitAction => ({
    do: 'rig',
    glimpse: { stage, announce: null, timeline: [] },
  });
  const ids = [...JSON.stringify(exhibit).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id!);
  const choices = [...new Set(ids)].map((choice): ExhibitAction => ({ do: 'choose', choice }));
  const beside = choices.slice(0, 3).map((_, nth): ExhibitAction => ({ do: 'beside', object: ids[nth]! }));
  return [{ do: 'next' }, rig('sounding'), rig('silenced'), ...choices, ...beside, { do: 'back' }];
}

/** Always takes the first touch that changes anything, as somebody does who only wants to get on. */
function wayOut(
  exhibit: Exhibit,
  from: ExhibitState,
  touches: ExhibitAction[],
  seen: ExhibitState[] = [],
): ExhibitState {
  const rule = ruleOf(exhibit);
  let state = from;
  for (let step = 0; step < 60 && !rule.isOver(state); step += 1) {
    seen.push(state);
    const here = state;
    state = touches.map((touch) => rule.next(exhibit, here, touch)).find((next) => next !== here) ?? here;
  }
  seen.push(state);
  return state;
}

/** Every way through a story: the choices made, and the ending they led to. */
function waysThrough(
  story: Story,
  length: Length,
  state: StoryState = storyRule.start(story, { length, luck: '' }),
  chosen: string[] = [],
): { chosen: string[]; ending: string }[] {
  if (state.at === 'result') return [{ chosen, ending: state.ending }];
  const beat = story.beats.find(({ id }) => id === state.beat)!;
  const choices = state.at === 'beat' ? choicesOf(beat) : [];
  const go = (action: ExhibitAction) => storyRule.next(story, state, action);
  if (choices.length === 0) return waysThrough(story, length, go({ do: 'next' }), chosen);
  return choices.flatMap(({ id }) =>
    waysThrough(story, length, go({ do: 'choose', choice: id }), [...chosen, `${beat.id}/${id}`]),
  );
}

describe('every story', () => {
  it.each(stories)('meets the same decisions in both lengths, and fewer beats in the short: $id', (story) => {
    expect(waysThrough(story, 'short')).toEqual(waysThrough(story, 'full'));
    expect(beatsIn(story, 'short').length).toBeLessThanOrEqual(beatsIn(story, 'full').length - 2);
  });

  it.each(stories)('ends well exactly for those who saw through the last trick they met: $id', (story) => {
    for (const { chosen, ending } of waysThrough(story, 'full')) {
      const decided = chosen.map((label) => choiceOf(story, ...(label.split('/') as [string, string]))!);
      const paid = decided.slice(1).some(({ verdict }) => verdict === 'caught');
      const { verdict } = story.endings.find(({ id }) => id === ending)!;
      expect(verdict, chosen.join(', ')).toBe(paid ? 'caught' : 'safe');
    }
  });

  it.each(stories)('tells on every ending whom to ask: $id', (story) => {
    for (const { id, actions } of story.endings)
      expect(actions.map(({ zh }) => zh).join(), id).toMatch(/110/);
    expect(JSON.stringify(story)).toContain('96110');
  });

  it('offers to hang up at the hotel, which is what the statistics call fake-police/hotel/hang-up', () => {
    for (const length of LENGTHS) {
      const first = waysThrough(storyOf('fake-police'), length).map(({ chosen }) => chosen[0]);
      expect(first).toContain('hotel/hang-up');
    }
  });

  it('leads those who paid for a task to the frozen account, and stops nobody from leaving before', () => {
    for (const { chosen } of waysThrough(storyOf('task-rebate'), 'full')) {
      const paid = chosen.includes('advance/pay-once');
      expect(chosen.some((label) => label.startsWith('frozen/'))).toBe(paid);
    }
  });
});

describe('the review', () => {
  const approved = <Any extends Exhibit>(exhibit: Any): Any => {
    const copy = structuredClone(exhibit);
    for (const { text } of visitorTexts(copy))
      text.review = { state: 'approved', bureau: 'a bureau', on: '2026-11-22' };
    return copy;
  };

  it('is pending in everything the project ships: only a bureau can sign it off', () => {
    const exhibits = file('content/packs/starter/exhibits');
    for (const name of readdirSync(exhibits))
      expect(readFileSync(join(exhibits, name), 'utf8'), name).not.toMatch(/state: approved/);
    expect(pack.exhibits.every(reviewPending)).toBe(true);
  });

  it('keeps a pending exhibit out of service, and lets every other purpose show it', () => {
    expect(playableExhibits(pack, 'service')).toEqual([]);
    for (const purpose of ['training', 'demonstration', 'rehearsal'] as const) {
      expect(playableExhibits(pack, purpose)).toEqual(pack.exhibits);
    }
  });

  it('lets an exhibit into service once every single text is signed off', () => {
    const ready = approved(storyOf('fake-police'));
    expect(reviewPending(ready)).toBe(false);
    expect(playableExhibits({ exhibits: [ready] }, 'service')).toEqual([ready]);
    ready.endings[0]!.actions[0]!.review = { state: 'pending' };
    expect(playableExhibits({ exhibits: [ready] }, 'service')).toEqual([]);
  });
});
