import { type ExhibitFault, flaw } from './kinds/exhibit-fault.ts';
import { enWords, zhWidth } from './text-size.ts';
import type { Path, PlacedText } from './texts.ts';
import { visitorTexts } from './visitor-texts.ts';

interface Limit {
  zh: number;
  en: number;
  wayOut: string;
}

/** Three lines of 18 Chinese characters, and the words that fit three lines in English at the same size. */
const NORMAL: Limit = {
  zh: 54,
  en: 30,
  wayOut: 'shorten it to three lines that can be read at arm’s length',
};
/** About half of it. */
const EASY: Limit = { zh: 30, en: 18, wayOut: 'say only what must be done; easy texts have half the words' };

/** What is wrong with the texts of an exhibit of any kind. `sources` are the keys that the pack's sources.yaml defines. */
export function checkTexts(exhibit: object, sources: ReadonlySet<string>): ExhibitFault[] {
  const texts = visitorTexts(exhibit);
  return [
    ...texts.flatMap(({ path, text }) => tooLong(path, text, NORMAL)),
    ...texts.flatMap(easyFaults),
    ...texts.flatMap((text) => unknownSources(text, sources)),
  ];
}

function tooLong(path: Path, { zh, en }: { zh: string; en: string }, limit: Limit): ExhibitFault[] {
  const [width, words] = [zhWidth(zh), enWords(en)];
  return [
    ...(width > limit.zh
      ? [flaw([...path, 'zh'], zh, `is ${width} characters wide, more than ${limit.zh}`, limit.wayOut)]
      : []),
    ...(words > limit.en
      ? [flaw([...path, 'en'], en, `has ${words} words, more than ${limit.en}`, limit.wayOut)]
      : []),
  ];
}

function easyFaults({ path, text }: PlacedText): ExhibitFault[] {
  const { easy } = text;
  if (easy === undefined) return [];
  const wayOut = 'shorten it, or leave `easy` out where the text is short enough as it is';
  const problem = 'is not shorter than the normal text';
  return [
    ...tooLong([...path, 'easy'], easy, EASY),
    ...(zhWidth(easy.zh) < zhWidth(text.zh) ? [] : [flaw([...path, 'easy', 'zh'], easy.zh, problem, wayOut)]),
    ...(enWords(easy.en) < enWords(text.en) ? [] : [flaw([...path, 'easy', 'en'], easy.en, problem, wayOut)]),
  ];
}

function unknownSources({ path, text }: PlacedText, sources: ReadonlySet<string>): ExhibitFault[] {
  const wayOut = 'add it there with title, where and read';
  return text.sources.flatMap((key, s) =>
    sources.has(key) ? [] : [flaw([...path, 'sources', s], key, 'is not in sources.yaml', wayOut)],
  );
}
