import type { ContentPack } from '@pingan/content/pack';
import { MESSAGES_A_ROUND } from '../second-round/round.ts';
import { cardPage } from './card-page.ts';
import { gamePage } from './game-page.ts';
import { loudspeakerScripts } from './loudspeaker.ts';
import { messagesOfPack } from './messages-of-pack.ts';

/** A pack has too few messages for a round, or too few that a bureau has signed off. */
export class TooFewMessagesError extends Error {}

export interface TakeHome {
  files: Record<string, string>;
  /** Messages the game draws from. */
  messages: number;
  /** Messages left out because nobody has signed them off. */
  leftOut: string[];
  /** Whether a text in the files still waits for review; the files say so themselves. */
  pending: boolean;
}

/**
 * What somebody can take home from a pack: the game, the paper card and the loudspeaker scripts.
 * @param parts `service`: only texts that a bureau has signed off; `script` and `style` of the built game
 * @throws TooFewMessagesError, NoScriptError
 */
export function takeHomeFiles(parts: {
  pack: ContentPack;
  service: boolean;
  script: string;
  style: string;
}): TakeHome {
  const { pack, service, script, style } = parts;
  const all = messagesOfPack(pack);
  const used = service ? all.filter(({ pending }) => !pending) : all;
  const leftOut = all.filter((message) => !used.includes(message)).map(({ message }) => message.id);
  const messages = used.map(({ message }) => message);
  const pending = used.some((message) => message.pending);
  for (const truth of ['genuine', 'scam'] as const) {
    const found = messages.filter((message) => message.truth === truth).length;
    if (found < MESSAGES_A_ROUND / 2) throw new TooFewMessagesError(tooFew(pack.id, truth, found, leftOut));
  }
  const scripts = loudspeakerScripts(messages, pending);
  const files = {
    'index.html': gamePage({ script, style, content: { pending, messages } }),
    'card.html': cardPage(pending),
    'loudspeaker.zh.txt': scripts.zh,
    'loudspeaker.en.txt': scripts.en,
  };
  return { files, messages: messages.length, leftOut, pending };
}

function tooFew(pack: string, truth: string, found: number, leftOut: readonly string[]): string {
  const needed = MESSAGES_A_ROUND / 2;
  const why =
    leftOut.length > 0
      ? `${leftOut.length} are left out because no bureau has signed them off (${leftOut.slice(0, 5).join(', ')}${leftOut.length > 5 ? ', …' : ''}); let a bureau approve them in the pack, or leave out --service`
      : 'give its stories learning forms, or add a judge of messages';
  return `the pack ${pack} has ${found} ${truth} messages and the game needs ${needed}: ${why}`;
}
