import { itemsOf, type LearningItem } from '@pingan/content/learning-rule';
import type { ContentPack, Exhibit } from '@pingan/content/pack';
import type { VisitorText } from '@pingan/content/texts';
import type { Message } from '../second-round/message.ts';

/** A message that the second round may use, and what a bureau still has to sign off in it. */
export interface PackMessage {
  message: Message;
  pending: boolean;
}

type Judge = Extract<Exhibit, { kind: 'judge' }>;

/** The messages of a pack that are genuine or scams: those that measure learning, and those of judges by a medium. */
export function messagesOfPack({ exhibits }: Pick<ContentPack, 'exhibits'>): PackMessage[] {
  const all = exhibits.flatMap((exhibit) => {
    if (exhibit.kind === 'judge') return judgeMessages(exhibit);
    if (exhibit.kind !== 'story') return [];
    return (exhibit.learning?.forms ?? []).flatMap(itemsOf).map((item) => learningMessage(exhibit.id, item));
  });
  return all;
}

function learningMessage(exhibit: string, item: LearningItem): PackMessage {
  const { truth, medium, sender, text, why, turningPoint } = item;
  return packMessage([sender, text, why], {
    id: `${exhibit}/${item.id}`,
    truth,
    medium,
    sender: plain(sender),
    text: plain(text),
    why: plain(why),
    turningPoint: turningPoint ?? null,
  });
}

/** A judge of things (allowed or controlled) asks something else and has no message to give. */
function judgeMessages({ id, medium, piles, items }: Judge): PackMessage[] {
  if (medium === 'thing') return [];
  return items.map((item) => {
    const tone = piles.find((pile) => pile.id === item.belongs)?.tone;
    const sender = item.sender ?? null;
    return packMessage([...(sender ? [sender] : []), item.text, item.why], {
      id: `${id}/${item.id}`,
      truth: tone === 'danger' ? 'scam' : 'genuine',
      medium,
      sender: sender && plain(sender),
      text: plain(item.text),
      why: plain(item.why),
      turningPoint: item.turningPoint ?? null,
    });
  });
}

function packMessage(texts: VisitorText[], message: Message): PackMessage {
  return { message, pending: texts.some(({ review }) => review.state === 'pending') };
}

const plain = ({ zh, en }: VisitorText) => ({ zh, en });
