import { z } from 'zod';
import { Learning } from '../../learning.ts';
import { ContentId, Lights, Medium, TurningPoint, VisitorText } from '../../texts.ts';

/** What the upper half of the screen shows; each is one drawing of the paper-cut set. */
export const Scene = z.enum([
  'phone-ringing',
  'caller',
  'transfer',
  'warrant',
  'quiet-room',
  'safe-account',
  'hang-up',
  'police-station',
  'job-post',
  'group-chat',
  'small-reward',
  'task-app',
  'frozen-account',
]);
export type Scene = z.infer<typeof Scene>;

const Choice = z.strictObject({
  id: ContentId,
  text: VisitorText,
  /** `caught`: the trick worked; feedback follows at once and blames the trick. */
  verdict: z.enum(['safe', 'caught']),
  feedback: z.strictObject({ text: VisitorText, turningPoint: TurningPoint }),
  /** The next beat or an ending. */
  next: ContentId,
});

const Beat = z.strictObject({
  id: ContentId,
  scene: Scene,
  /** Who speaks: the voice on the line (or in the chat), or we. */
  speaker: z.enum(['caller', 'guide']),
  text: VisitorText,
  /** The turning point this beat shows; its ceiling lamp lights. */
  turningPoint: TurningPoint.optional(),
  lights: Lights.default({}),
  /** Makes the beat optional: the short length leaves it out and goes on there, at a beat or an ending. */
  shortcut: ContentId.optional(),
  then: z.union([
    z.strictObject({ next: ContentId }),
    z.strictObject({ choices: z.array(Choice).min(2).max(3) }),
  ]),
});
export type Beat = z.infer<typeof Beat>;

const Ending = z.strictObject({
  id: ContentId,
  scene: Scene,
  verdict: z.enum(['safe', 'caught']),
  title: VisitorText,
  text: VisitorText,
  /** What to do, most urgent first. */
  actions: z.array(VisitorText).min(1).max(4),
  turningPoint: TurningPoint,
  lights: Lights.default({}),
});
export type Ending = z.infer<typeof Ending>;

/** A scam role-play in beats and choices. The visitor is always the one who is called, never the scammer. */
export const Story = z.strictObject({
  kind: z.literal('story'),
  id: ContentId,
  title: VisitorText,
  /** The line on the attract screen. */
  invitation: VisitorText,
  medium: Medium,
  beats: z.array(Beat).min(2),
  endings: z.array(Ending).min(1),
  /** Asked before and after the full length, to see whether anybody learned anything. */
  learning: Learning.optional(),
});
export type Story = z.infer<typeof Story>;
