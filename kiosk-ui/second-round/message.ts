import type { Verdict } from '@pingan/content/learning-rule';
import type { Medium, TurningPoint } from '@pingan/content/texts';
import type { Language } from '@pingan/protocol/ids';

/** What somebody at home is asked to tell apart. */
export interface Message {
  id: string;
  truth: Verdict;
  medium: Medium;
  sender: Record<Language, string> | null;
  text: Record<Language, string>;
  /** Said after every answer: what gives a scam away, or what makes a genuine message sound. */
  why: Record<Language, string>;
  turningPoint: TurningPoint | null;
}

/** What stands in the page: every message a round may draw, and whether a bureau still has to sign any of them off. */
export interface SecondRoundContent {
  pending: boolean;
  messages: Message[];
}
