import type { Medium } from '@pingan/content/texts';
import type { Language } from '@pingan/protocol/ids';
import type { Message } from '../second-round/message.ts';
import { secondRoundWords } from '../second-round/words.ts';
import { fiveTurningPoints, numbersToRing } from '../turning-points/turning-point-words.ts';

/** A village listens for a minute and a half, not longer. */
export const LONGEST_SECONDS = 90;
const PAUSE_SECONDS = 5;
/** A calm reader: Chinese by the character, English by the word. */
const CHARACTERS_A_MINUTE = 200;
const WORDS_A_MINUTE = 130;

interface ScriptWords {
  head: (seconds: number) => string;
  greeting: string;
  media: Record<Medium, string>;
  from: (sender: string) => string;
  says: string;
  riddle: string;
  pause: string;
  answer: string;
  hinge: (name: string) => string;
  numbers: string;
  thanks: string;
}

const { police, advice } = numbersToRing;
const scriptWords: Record<Language, ScriptWords> = {
  zh: {
    head: (seconds) => `平安直通车 · 村广播稿 · 念完约 ${seconds} 秒`,
    greeting: '各位乡亲，大家好，这里是平安直通车。请听一段，猜一猜。',
    media: {
      phone: '有人接到一个电话',
      sms: '有人收到一条短信',
      chat: '有人手机上来了一条消息',
      'face-to-face': '有人找上门来',
    },
    from: (sender) => `（${sender}）`,
    says: '，说：',
    riddle: '是真的，还是骗局？',
    pause: `（停 ${PAUSE_SECONDS} 秒）`,
    answer: '是骗局。',
    hinge: (name) => `关口就是“${name}”。`,
    numbers: `钱已经转出，马上打 ${police.number}。拿不准，打 ${advice.number} 问一问。`,
    thanks: '谢谢大家，祝平安。',
  },
  en: {
    head: (seconds) => `Ping'an Bus · script for the village loudspeaker · about ${seconds} seconds`,
    greeting: "Good day, everybody. This is the Ping'an Bus. Here is a riddle for you.",
    media: {
      phone: 'Somebody gets a call',
      sms: 'Somebody gets a text message',
      chat: 'Somebody gets a chat message',
      'face-to-face': 'Somebody comes up and talks',
    },
    from: (sender) => ` (${sender})`,
    says: ': ',
    riddle: 'Genuine, or a scam?',
    pause: `(pause for ${PAUSE_SECONDS} seconds)`,
    answer: 'It is a scam.',
    hinge: (name) => `Its turning point is “${name}”.`,
    numbers: `Money already sent? Ring ${police.number} at once. Not sure? Ask ${advice.number}.`,
    thanks: 'Thank you all, and keep well.',
  },
};

/** No scam of the pack is short enough to be read out. */
export class NoScriptError extends Error {
  constructor(tried: number) {
    super(
      `none of the ${tried} scam messages can be read over a loudspeaker within ${LONGEST_SECONDS} s; ` +
        'give the pack a scam item with a shorter text and a shorter why',
    );
  }
}

/**
 * The scripts for the village loudspeaker: greeting, one scam read as a riddle, pause, answer, turning point, numbers. Takes the
 * first scam that fits in both languages, one with a turning point if there is any.
 * @throws NoScriptError where none fits
 */
export function loudspeakerScripts(messages: readonly Message[], pending: boolean): Record<Language, string> {
  const scams = messages
    .filter(({ truth }) => truth === 'scam')
    .sort((a, b) => Number(a.turningPoint === null) - Number(b.turningPoint === null));
  for (const scam of scams) {
    const zh = scriptOf(scam, 'zh', pending);
    const en = scriptOf(scam, 'en', pending);
    if (Math.max(zh.seconds, en.seconds) <= LONGEST_SECONDS) return { zh: zh.text, en: en.text };
  }
  throw new NoScriptError(scams.length);
}

function scriptOf(scam: Message, language: Language, pending: boolean): { text: string; seconds: number } {
  const says = scriptWords[language];
  const point = fiveTurningPoints.find((each) => each.point === scam.turningPoint);
  const from = scam.sender === null ? '' : says.from(line(scam.sender[language]));
  const gap = language === 'zh' ? '' : ' ';
  const spoken = [
    says.greeting,
    `${says.media[scam.medium]}${from}${says.says}${quoted(line(scam.text[language]))}`,
    says.riddle,
    says.pause,
    `${says.answer}${gap}${line(scam.why[language])}`,
    ...(point === undefined
      ? []
      : [`${says.hinge(point.name[language])}${gap}${point.heard[language]}${gap}${point.answer[language]}`]),
    says.numbers,
    says.thanks,
  ];
  const seconds = secondsToRead(spoken.filter((part) => part !== says.pause).join('\n'), language);
  const head = [says.head(seconds), ...(pending ? [secondRoundWords[language].pending] : [])];
  return { text: `${[...head, '', ...spoken].join('\n')}\n`, seconds };
}

/** Whole seconds, the pause included. Punctuation is not read, and a figure takes as long as a character. */
export function secondsToRead(spoken: string, language: Language): number {
  const read =
    language === 'zh'
      ? (spoken.match(/[\p{Letter}\p{Number}]/gu)?.length ?? 0) / CHARACTERS_A_MINUTE
      : (spoken.match(/\S+/g)?.length ?? 0) / WORDS_A_MINUTE;
  return Math.ceil(read * 60) + PAUSE_SECONDS;
}

/** Quotation marks around a text that brings none of its own. */
const quoted = (text: string) => (/^[“"‘「]/.test(text) ? text : `“${text}”`);

/** One line, however the text was laid out in its file. */
const line = (text: string) => text.replace(/\s+/g, ' ').trim();
