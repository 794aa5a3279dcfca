import { fileURLToPath } from 'node:url';
import type { Collection } from '@pingan/content/kinds/collection/collection';
import type { Judge } from '@pingan/content/kinds/judge/judge';
import type { House } from '@pingan/content/kinds/questions/questions';
import { houseBand, purseLeft } from '@pingan/content/kinds/questions/rule';
import type { Story } from '@pingan/content/kinds/story/story';
import { readContentPack } from '@pingan/content/read-content-pack';
import { TurningPoint } from '@pingan/content/texts';
import { visitorTexts } from '@pingan/content/visitor-texts';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { describe, expect, it } from 'vitest';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { pack } = readContentPack(file('content/packs/starter'));
const { profile } = readBusProfile(file('device-config/profiles/rehearsal.yaml'));

const texts = pack.exhibits.flatMap((exhibit) =>
  visitorTexts(exhibit).map(({ path, text }) => ({ place: `${exhibit.id} ${path.join('.')}`, path, text })),
);
/** Everything that can be read, easy texts included. */
const readings = texts.flatMap(({ place, text: { zh, en, easy } }) =>
  [{ zh, en }, ...(easy ? [easy] : [])].map((said) => ({ place, zh: said.zh, en: said.en })),
);

/** Width in Chinese characters; Latin letters and digits are half as wide. */
const width = (zh: string) =>
  [...zh].reduce((sum, character) => sum + (character.codePointAt(0)! < 0x250 ? 0.5 : 1), 0);
const words = (en: string) => en.split(/\s+/).filter((word) => word !== '').length;
const share = (a: number, b: number) => Math.min(a, b) / Math.max(a, b);

describe('every text', () => {
  it('is Chinese in Chinese and English in English', () => {
    for (const { place, zh, en } of readings.filter(({ zh }) => !/^\d+$/.test(zh))) {
      expect(zh, place).toMatch(/\p{Script=Han}/u);
      expect(en, place).not.toMatch(/\p{Script=Han}/u);
      expect(en, place).toMatch(/[a-z]/i);
    }
  });

  it('fits three lines', () => {
    for (const { place, zh, en } of readings) {
      expect(width(zh), place).toBeLessThanOrEqual(54);
      expect(words(en), place).toBeLessThanOrEqual(30);
    }
  });

  it('has an easy form of about half the words where it is longer than sixteen characters', () => {
    for (const { place, text } of texts) {
      if (width(text.zh) > 16) expect(text.easy, place).toBeDefined();
      if (text.easy === undefined) continue;
      expect(width(text.easy.zh), place).toBeLessThanOrEqual(Math.min(30, width(text.zh) * 0.67));
      expect(words(text.easy.en), place).toBeLessThanOrEqual(Math.min(18, words(text.en) * 0.67));
    }
  });

  it('keeps what is pressed or laid side by side to fourteen characters, and titles to ten', () => {
    const short = /choices\.\d+\.text|values\.|\.label|\.name|seen\./;
    for (const { place, text } of texts) {
      if (short.test(place)) expect(width(text.zh), place).toBeLessThanOrEqual(14);
      if (/title$/.test(place)) expect(width(text.zh), place).toBeLessThanOrEqual(10);
    }
  });

  it('teaches no technique of opening, and no craft of running a scam', () => {
    const zh = /撬开|撬锁|捅|拨开|插进|插入|伸进|塞进|锯|剪断|钻孔|铁丝|钩|弹开|配钥匙|话术|养号|跑分|洗钱/;
    const en =
      /\b(pry|prise|drill|saw|bump|shim|wedge|insert|jiggle|rake|snap|slide|cut through|pick (a|the|this) lock|launder)\b/i;
    for (const reading of readings) {
      expect(reading.zh, reading.place).not.toMatch(zh);
      expect(reading.en, reading.place).not.toMatch(en);
    }
  });

  it('blames the trick and never the person', () => {
    for (const { place, zh, en } of readings) {
      expect(zh, place).not.toMatch(/笨|傻|糊涂|贪|上当|大意|怎么能|您错|活该/);
      expect(en, place).not.toMatch(
        /\b(stupid|foolish|greedy|naive|careless|your fault|should have known)\b/i,
      );
    }
  });

  it('says only figures that are confirmed, the same in both languages', () => {
    const confirmed = /^(110|96110|12381|2023|2014|1086|291|1994|2015|2008|2012|2020|200|800)$/;
    const figures = (text: string) =>
      (
        text
          .replace(/\d(-\d+){2}/g, '')
          .replace(/(\d),(\d)/g, '$1$2')
          .match(/\d+/g) ?? []
      ).sort();
    for (const { place, zh, en } of readings) {
      for (const figure of figures(`${zh} ${en}`)) expect(figure, place).toMatch(confirmed);
      expect(figures(en), place).toEqual(expect.arrayContaining(figures(zh)));
      expect(`${zh} ${en}`, place).not.toMatch(/%|％|百分|成功率|追回率|per cent|percent|拘留|罚款/i);
    }
  });

  it('names the source of every year it says', () => {
    for (const { place, text } of texts)
      if (/\d{4}年/.test(text.zh)) expect(text.sources, place).not.toEqual([]);
  });

  it('names England wherever a survey speaks', () => {
    for (const { place, text } of texts) {
      if (/调查/.test(text.zh)) expect(text.zh, place).toMatch(/英国/);
      if (/survey/i.test(text.en)) expect(text.en, place).toMatch(/Engl/);
    }
  });
});

describe('the learning pools', () => {
  const stories = pack.exhibits.filter((exhibit): exhibit is Story => exhibit.kind === 'story');
  const forms = stories.flatMap(({ learning }) => learning?.forms ?? []);

  it('has at least four forms for each story, three of its own medium and one by SMS', () => {
    expect(stories.length).toBe(2);
    for (const { id, medium, learning } of stories) {
      const media = (learning?.forms ?? []).map((form) => form.medium);
      expect(media.filter((each) => each === medium).length, id).toBeGreaterThanOrEqual(3);
      expect(media, id).toContain('sms');
    }
  });

  it.each(forms)('matches sender and length of the pair, so that only what is wanted tells: $id', (form) => {
    const { genuine, scam } = form;
    expect(scam.sender).toEqual(genuine.sender);
    for (const part of ['text', 'why'] as const) {
      expect(share(width(genuine[part].zh), width(scam[part].zh)), part).toBeGreaterThanOrEqual(0.7);
      expect(share(words(genuine[part].en), words(scam[part].en)), part).toBeGreaterThanOrEqual(0.7);
    }
    const [a, b] = [genuine.text.easy!, scam.text.easy!];
    expect(share(width(a.zh), width(b.zh)), 'easy').toBeGreaterThanOrEqual(0.7);
    expect(share(words(a.en), words(b.en)), 'easy').toBeGreaterThanOrEqual(0.7);
  });

  it('gives every item of the pack an id of its own, so that tallies tell them apart', () => {
    const ids = forms.flatMap(({ genuine, scam }) => [genuine.id, scam.id]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the messages to be sorted', () => {
  const judge = pack.exhibits.find((exhibit): exhibit is Judge => exhibit.kind === 'judge')!;
  const of = (pile: string) => judge.items.filter(({ belongs }) => belongs === pile);

  it('are as many genuine ones as scams, from the same senders', () => {
    const senders = (pile: string) =>
      of(pile)
        .map(({ sender }) => sender!.zh)
        .sort();
    expect(of('genuine').length).toBeGreaterThanOrEqual(6);
    expect(senders('scam')).toEqual(senders('genuine'));
  });

  it('are not told apart by their length', () => {
    for (const measure of [
      ({ text }: Judge['items'][number]) => width(text.zh),
      (item: Judge['items'][number]) => words(item.text.en),
    ]) {
      const total = (pile: string) => of(pile).reduce((sum, item) => sum + measure(item), 0);
      expect(share(total('genuine'), total('scam'))).toBeGreaterThan(0.9);
    }
  });

  it('show all five turning points, on every scam and on nothing else', () => {
    expect(of('genuine').every(({ turningPoint }) => turningPoint === undefined)).toBe(true);
    expect(new Set(of('scam').map(({ turningPoint }) => turningPoint))).toEqual(
      new Set(TurningPoint.options),
    );
  });
});

describe('the shelf of locks', () => {
  const locks = pack.exhibits.find((exhibit): exhibit is Collection => exhibit.kind === 'collection')!;

  it('shows things that the rehearsal bus has, each once, by the name they have there', () => {
    expect(locks.objects.length).toBeGreaterThanOrEqual(8);
    for (const { id, name } of locks.objects) {
      expect(Object.keys(profile.things)).toContain(id);
      expect(name.zh.replaceAll(' ', '')).toBe(profile.things[id]!.name.zh.replaceAll(' ', ''));
    }
    expect(new Set(locks.objects.map(({ id }) => id)).size).toBe(locks.objects.length);
  });

  it('has a value for every object in every row that is compared', () => {
    const rows = locks.compare.map(({ id }) => id).sort();
    for (const { id, values } of locks.objects) expect(Object.keys(values).sort(), id).toEqual(rows);
  });

  it('teaches to turn the key', () => {
    expect(locks.remember.zh).toMatch(/反锁/);
    expect(locks.remember.en).toMatch(/turn the key/);
  });
});

describe('the house with ¥200', () => {
  const house = pack.exhibits.find(
    (exhibit): exhibit is House => exhibit.kind === 'questions' && exhibit.style === 'house',
  )!;
  const ids = house.measures.map(({ id }) => id);
  const free = house.measures.filter(({ yuan }) => yuan === 0).map(({ id }) => id);
  const baskets = Array.from({ length: 2 ** ids.length }, (_, bits) =>
    ids.filter((_id, nth) => bits & (1 << nth)),
  );
  const affordable = baskets.filter((basket) => purseLeft(house, basket) >= 0);
  const safe = affordable.filter((basket) => houseBand(house, basket) === 'safe');

  it('can be made safe with the purse, but not with everything', () => {
    expect(safe.length).toBeGreaterThan(0);
    expect(purseLeft(house, ids)).toBeLessThan(0);
  });

  it('is safe in no way without the key, the windows and habits that cost nothing', () => {
    for (const basket of safe) {
      expect(basket).toContain('turn-the-key');
      expect(basket).toContain('window-locks');
    }
    const bought = affordable.filter((basket) => !basket.some((id) => free.includes(id)));
    for (const basket of bought) expect(houseBand(house, basket)).not.toBe('safe');
  });

  it('is not saved by an alarm: no purse that buys one makes the house safe', () => {
    expect(safe.filter((basket) => basket.includes('alarm'))).toEqual([]);
  });
});
