import { LearningForm } from '@pingan/content/learning';
import type { ContentPack } from '@pingan/content/pack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../kiosk-ui/second-round/message.ts';
import {
  drawRound,
  messageOf,
  MESSAGES_A_ROUND,
  nextRound,
  type Round,
  type RoundAction,
  scoreOf,
} from '../../kiosk-ui/second-round/round.ts';
import { LONGEST_SECONDS, loudspeakerScripts, secondsToRead } from '../../kiosk-ui/take-home/loudspeaker.ts';
import { messagesOfPack } from '../../kiosk-ui/take-home/messages-of-pack.ts';
import { judgeOf } from './home-pack.ts';

const messagesOf = (exhibits: ContentPack['exhibits']): Message[] =>
  messagesOfPack({ exhibits }).map(({ message }) => message);
const messages = messagesOf([judgeOf({ genuine: 7, scam: 5 })]);

describe('a second round', () => {
  test('draws half genuine and half scam, none twice, and another luck draws others', () => {
    fc.assert(
      fc.property(fc.string(), (luck) => {
        const drawn = drawRound(messages, luck);
        expect(new Set(drawn).size).toBe(MESSAGES_A_ROUND);
        expect(drawn.filter(({ truth }) => truth === 'scam')).toHaveLength(MESSAGES_A_ROUND / 2);
      }),
    );
    const firsts = ['a', 'b', 'c', 'd', 'e', 'f'].map((luck) => drawRound(messages, luck)[0]!.id);
    expect(new Set(firsts).size).toBeGreaterThan(1);
  });

  test('whatever is tapped, has a message to show at every question and never counts one twice', () => {
    const action = fc.oneof(
      fc.constant<RoundAction>({ do: 'begin', luck: 'again' }),
      fc.constantFrom<RoundAction>({ do: 'say', verdict: 'genuine' }, { do: 'say', verdict: 'scam' }),
      fc.constant<RoundAction>({ do: 'next' }),
      fc.constant<RoundAction>({ do: 'time-over' }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        let round: Round = { at: 'start' };
        for (const each of actions) {
          round = nextRound(messages, round, each);
          if (round.at === 'message' || round.at === 'why') expect(messageOf(round)).not.toBeNull();
          if ('said' in round) {
            expect(round.said.length).toBeLessThanOrEqual(MESSAGES_A_ROUND);
            const [scam, genuine] = [scoreOf(round, 'scam'), scoreOf(round, 'genuine')];
            expect(scam.of + genuine.of).toBe(round.said.length);
            expect(scam.right).toBeLessThanOrEqual(scam.of);
          }
        }
      }),
    );
  });

  test('says why after the last message too, before the result', () => {
    let round = nextRound(messages, { at: 'start' }, { do: 'begin', luck: 'x' });
    for (let nth = 0; nth < MESSAGES_A_ROUND; nth += 1) {
      expect(round.at).toBe('message');
      round = nextRound(messages, round, { do: 'say', verdict: messageOf(round)!.truth });
      expect(round.at).toBe('why');
      round = nextRound(messages, round, { do: 'next' });
    }
    expect(round).toMatchObject({ at: 'result', timeOver: false });
    if (round.at !== 'result') throw new Error('no result');
    expect(scoreOf(round, 'scam')).toEqual({ right: 3, of: 3 });
  });

  test('does not count what was left when the time is up', () => {
    let round = nextRound(messages, { at: 'start' }, { do: 'begin', luck: 'x' });
    round = nextRound(messages, round, { do: 'say', verdict: messageOf(round)!.truth });
    expect(nextRound(messages, round, { do: 'time-over' })).toBe(round);
    round = nextRound(messages, nextRound(messages, round, { do: 'next' }), { do: 'time-over' });
    if (round.at !== 'result') throw new Error('no result');
    expect(scoreOf(round, 'scam').of + scoreOf(round, 'genuine').of).toBe(1);
  });
});

describe('the messages of a pack', () => {
  const text = (words: string) => ({ zh: words, en: words });
  const item = (id: string) => ({ id, sender: text('s'), text: text('t'), why: text('w') });
  const form = (id: string) =>
    LearningForm.parse({
      id,
      medium: 'phone',
      style: 'official',
      urgency: 'now',
      genuine: item(`${id}-genuine`),
      scam: { ...item(`${id}-scam`), turningPoint: 'hushed' },
    });

  test('are those of learning forms and of judges by a medium, not of judges of things', () => {
    const story = { kind: 'story', id: 'a-story', learning: { forms: [form('one'), form('two')] } };
    const things = { ...judgeOf(), medium: 'thing' as const };
    const found = messagesOf([story as ContentPack['exhibits'][number], things]);
    expect(found.map(({ id, truth }) => `${id} ${truth}`)).toEqual([
      'a-story/one-genuine genuine',
      'a-story/one-scam scam',
      'a-story/two-genuine genuine',
      'a-story/two-scam scam',
    ]);
    expect(found[1]).toMatchObject({ medium: 'phone', turningPoint: 'hushed' });
  });

  test('wait for review as long as one of their own texts does', () => {
    const judge = judgeOf({ signedOff: 1 });
    judge.items[0]!.why.review = { state: 'pending' };
    const found = messagesOfPack({ exhibits: [judge] });
    const pending = (id: string) => found.find(({ message }) => message.id.endsWith(id))?.pending;
    expect([pending('/genuine-0'), pending('/scam-0'), pending('/scam-1')]).toEqual([true, false, true]);
  });
});

describe('the loudspeaker script', () => {
  const scripts = loudspeakerScripts(messages, true);

  test('greets, reads a scam as a riddle, waits, answers, names the turning point and the numbers, in that order', () => {
    const parts = {
      zh: [
        '大家好',
        '样例骗局',
        '真的，还是骗局',
        '停 5 秒',
        '是骗局。',
        '样例解释',
        '先交钱',
        '110',
        '96110',
      ],
      en: [
        'Good day',
        'Sample sender',
        'Genuine, or a scam?',
        'pause',
        'It is a scam',
        'Money first',
        '110',
        '96110',
      ],
    };
    for (const language of ['zh', 'en'] as const) {
      const places = parts[language].map((part) => scripts[language].indexOf(part));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });

  test('is read within a minute and a half, and says so', () => {
    for (const language of ['zh', 'en'] as const) {
      const [head, ...lines] = scripts[language].split('\n');
      const read = lines
        .filter((line) => !/^[（(]/.test(line))
        .slice(2)
        .join('\n');
      expect(secondsToRead(read, language)).toBeLessThanOrEqual(LONGEST_SECONDS);
      expect(Number(/\d+/.exec(head!)![0])).toBe(secondsToRead(read, language));
    }
  });

  test('reads 200 Chinese characters in a minute', () => {
    expect(secondsToRead('字，'.repeat(200), 'zh') - secondsToRead('', 'zh')).toBe(60);
  });

  test('takes another scam where the first is too long, and refuses where all are', () => {
    const long = messagesOf([judgeOf({ length: 60 })]).filter(({ truth }) => truth === 'scam');
    expect(() => loudspeakerScripts(long, true)).toThrow(/none of the 4 scam messages .* within 90 s/);
    expect(loudspeakerScripts([...long, ...messages], true).zh).toContain('样例骗局0。');
  });

  test('says that it is not reviewed only while it is not', () => {
    expect(scripts.zh).toContain('未经公安机关审核');
    expect(scripts.en).toContain('Not yet reviewed');
    expect(loudspeakerScripts(messages, false).zh).not.toContain('审核');
  });
});
