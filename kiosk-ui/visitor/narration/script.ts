import { type ExhibitState, ruleOf } from '@pingan/content/kinds/rules';
import type { VisitorText } from '@pingan/content/texts';
import type { Language } from '@pingan/protocol/ids';
import type { View } from '../view.ts';
import { sessionWords } from '../session-words.ts';
import type { Words } from '../words.ts';

/** One text of a screen as it is read aloud. */
export interface Line {
  words: string;
  /** A sound file of the pack that says the same, where there is one. */
  file: string | null;
}

/** How a visitor wants texts read. */
export interface Listener {
  language: Language;
  easyRead: boolean;
  says: Words;
}

/** What is read aloud on a screen, in the order of reading. */
export function scriptOf(view: View, listener: Listener): Line[] {
  return textsOf(view, listener).map((text) => lineOf(text, listener));
}

/** "I may be in one now", from its first line to whether the officer knows. */
export const calmScript = ({ calm }: Words, officerKnows: boolean): Line[] =>
  [calm.title, calm.know, ...calm.steps, officerKnows ? calm.told : calm.untold].map(plain);

export const stillHereScript = ({ stillHere }: Words): Line[] =>
  [stillHere.title, stillHere.text, stillHere.stay].map(plain);

/** The screen's own words have no files. */
const plain = (words: string): Line => ({ words, file: null });

function lineOf(text: VisitorText | string, { language, easyRead }: Listener): Line {
  if (typeof text === 'string') return plain(text);
  const read = easyRead ? (text.easy ?? text) : text;
  return { words: read[language], file: read.narration?.[language] ?? null };
}

function textsOf(view: View, { says, language }: Listener): (VisitorText | string)[] {
  const session = sessionWords[language];
  switch (view.at) {
    case 'waiting':
      return [says.waiting];
    case 'resting':
      return [says.restingTitle, says.restingText];
    case 'attract':
      return [view.exhibits[0]!.invitation];
    case 'menu':
      return [says.menu, ...view.exhibits.map(({ title }) => title)];
    case 'item':
      return [view.item.sender, view.item.text];
    case 'item-feedback':
      return [view.item.why];
    case 'closing': {
      const { told } = view.step;
      return [session.thanks, ...(told === null ? [] : [session.told(told.right, told.of)]), session.five];
    }
    default: {
      /* A view of a kind carries the step, and a step of a kind is its rule's state with the exhibit's name added. */
      const exhibit = 'story' in view ? view.story : view.exhibit;
      return ruleOf(exhibit).spoken(exhibit, view.step as ExhibitState);
    }
  }
}
