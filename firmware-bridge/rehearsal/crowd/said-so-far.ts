import type { Step } from '@pingan/protocol/screen-messages';
import { withOrWithout } from './leads-to.ts';
import type { PackTexts, Verdict } from './pack-texts.ts';
import type { TrueCount } from './station-crowd.ts';
import type { Wish } from './wish.ts';

export type Told = Pick<TrueCount, 'metric' | 'label'>;

/** Answers in a pass: two before a story and two after it. */
const WHOLE_PASS = 4;

/** What the people at a screen remember of their own answers in the exhibit they play: it counts when it is whole, or not at all. */
export class SaidSoFar {
  #messages: Told[] = [];
  #cards: Told[] = [];
  #bought: string[] = [];
  #answers: string[] = [];

  /** Something was answered at a step. Gives back what is true at once by it. */
  said(step: Step, wish: Wish, texts: PackTexts): Told[] {
    if (wish.do !== 'choose') return [];
    switch (step.at) {
      case 'item': {
        const truth = texts.truthOf(step.exhibit, step.item);
        const said = verdict(wish.choice);
        if (truth === undefined || said === null) return [];
        const told = { metric: heard(truth, said), label: `${step.phase}/${step.exhibit}/${step.item}` };
        if (step.phase === 'later') return [told];
        this.#messages.push(told);
        return this.#messages.length === WHOLE_PASS ? [...this.#messages] : [];
      }
      case 'sort': {
        const card = step.order[step.said.length];
        const truth = card === undefined ? undefined : texts.cardOf(step.exhibit, card);
        const said = texts.pileSays(step.exhibit, wish.choice);
        if (card !== undefined && truth !== undefined && said !== undefined)
          this.#cards.push({ metric: heard(truth, said), label: `play/${step.exhibit}/${card}` });
        return [];
      }
      case 'house':
        this.#bought = withOrWithout(this.#bought, wish.choice);
        return [];
      case 'question': {
        const asked = texts.question(step.exhibit, step.answers.length);
        if (asked !== undefined) this.#answers.push(`${step.exhibit}/${asked.id}/${wish.choice}`);
        return [];
      }
      default:
        return [];
    }
  }

  /** What is true once a result is shown. */
  atResult(step: Step): Told[] {
    const answer = (label: string): Told => ({ metric: 'answer', label });
    switch (step.at) {
      case 'sort-result':
        return this.#cards;
      case 'house-result':
        return this.#bought.map((measure) => answer(`${step.exhibit}/bought/${measure}`));
      case 'question-result':
        return this.#answers.map(answer);
      default:
        return [];
    }
  }

  forget(): void {
    this.#messages = [];
    this.#cards = [];
    this.#bought = [];
    this.#answers = [];
  }
}

/** A scam is what should be heard: heard or missed; where none is, a false alarm or rightly none. */
function heard(truth: Verdict, said: Verdict): Told['metric'] {
  if (truth === 'scam') return said === 'scam' ? 'item.hit' : 'item.miss';
  return said === 'scam' ? 'item.false-alarm' : 'item.correct-rejection';
}

function verdict(choice: string): Verdict | null {
  return choice === 'genuine' || choice === 'scam' ? choice : null;
}
