import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { choicesOf, storyRule, type StoryState } from '@pingan/content/kinds/story/rule';
import type { Story } from '@pingan/content/kinds/story/story';
import { type Exhibit, playableExhibits, reviewPending } from '@pingan/content/pack';
import { readContentPack } from '@pingan/content/read-content-pack';
import { visitorTexts } from '@pingan/content/visitor-texts';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { describe, expect, it } from 'vitest';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { pack } = readContentPack(file('content/packs/starter'));
const story = pack.exhibits.find((exhibit): exhibit is Story => exhibit.id === 'fake-police')!;
const texts = visitorTexts(story).map(({ text }) => text);

function approved<Any extends Exhibit>(exhibit: Any): Any {
  const copy = structuredClone(exhibit);
  for (const { text } of visitorTexts(copy))
    text.review = { state: 'approved', bureau: 'a bureau', on: '2026-11-22' };
  return copy;
}

/** Every way through the story: the choices made, and the ending they led to. */
function waysThrough(
  state: StoryState = storyRule.start(story, { length: 'full', luck: '' }),
  chosen: string[] = [],
): { chosen: string[]; ending: string }[] {
  if (state.at === 'result') return [{ chosen, ending: state.ending }];
  const beat = story.beats.find(({ id }) => id === state.beat)!;
  const choices = state.at === 'beat' ? choicesOf(beat) : [];
  if (choices.length === 0) return waysThrough(storyRule.next(story, state, { do: 'next' }), chosen);
  return choices.flatMap(({ id }) =>
    waysThrough(storyRule.next(story, state, { do: 'choose', choice: id }), [...chosen, `${beat.id}/${id}`]),
  );
}

describe('the story of the false police', () => {
  it('has four to six beats and exactly two decisions, met on every way through', () => {
    expect(story.beats.length).toBeGreaterThanOrEqual(4);
    expect(story.beats.length).toBeLessThanOrEqual(6);
    expect(story.beats.filter((beat) => choicesOf(beat).length > 0)).toHaveLength(2);
    for (const { chosen } of waysThrough()) expect(chosen).toHaveLength(2);
  });

  it('offers to hang up at the hotel, which is what the statistics call fake-police/hotel/hang-up', () => {
    expect(waysThrough().some(({ chosen }) => chosen[0] === 'hotel/hang-up')).toBe(true);
  });

  it('ends well only for those who did not fall for the last trick, and lets them recover from the first', () => {
    for (const { chosen, ending } of waysThrough()) {
      expect(ending === 'safe', chosen.join(', ')).toBe(chosen[1] === 'safe-account/ask-at-station');
    }
  });

  it('tells on every ending whom to ask: 110 and, unless the money is in danger already, 96110', () => {
    for (const ending of story.endings) {
      const said = ending.actions.map(({ zh }) => zh).join();
      expect(said).toContain('110');
    }
    expect(texts.some(({ zh }) => zh.includes('96110'))).toBe(true);
  });

  it('says no percentage and no amount, of which none is certain', () => {
    for (const { zh, en } of texts) expect(`${zh} ${en}`).not.toMatch(/%|％|百分|万元|yuan/i);
  });

  it('lights only lamps that the rehearsal bus has', () => {
    const { profile } = readBusProfile(file('device-config/profiles/rehearsal.yaml'));
    const lit = [...story.beats, ...story.endings].flatMap(({ lights }) => Object.keys(lights));
    expect(lit.length).toBeGreaterThan(0);
    for (const lamp of lit) expect(Object.keys(profile.lamps)).toContain(lamp);
  });

  it('uses every source that the pack names', () => {
    const used = new Set(pack.exhibits.flatMap(visitorTexts).flatMap(({ text }) => text.sources));
    expect([...used].sort()).toEqual(Object.keys(pack.sources).sort());
  });
});

describe('the review', () => {
  it('is pending in everything the project ships: only a bureau can sign it off', () => {
    const exhibits = file('content/packs/starter/exhibits');
    for (const name of readdirSync(exhibits))
      expect(readFileSync(join(exhibits, name), 'utf8')).not.toMatch(/state: approved/);
    expect(pack.exhibits.every(reviewPending)).toBe(true);
  });

  it('keeps a pending exhibit out of service, and lets every other purpose show it', () => {
    expect(playableExhibits(pack, 'service')).toEqual([]);
    for (const purpose of ['training', 'demonstration', 'rehearsal'] as const) {
      expect(playableExhibits(pack, purpose)).toEqual(pack.exhibits);
    }
  });

  it('lets an exhibit into service once every single text is signed off', () => {
    const ready = approved(story);
    expect(reviewPending(ready)).toBe(false);
    expect(playableExhibits({ exhibits: [ready] }, 'service')).toEqual([ready]);
    ready.endings[0]!.actions[0]!.review = { state: 'pending' };
    expect(playableExhibits({ exhibits: [ready] }, 'service')).toEqual([]);
  });
});
