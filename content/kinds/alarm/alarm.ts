import { z } from 'zod';
import { ContentId, VisitorText } from '../../texts.ts';

/** The live demonstration on the real sensors of the alarm rig: one text for each thing that can happen. */
export const Alarm = z.strictObject({
  kind: z.literal('alarm'),
  id: ContentId,
  title: VisitorText,
  invitation: VisitorText,
  says: z.strictObject({
    /** Before it is armed: what will happen, and that it will be loud. */
    ready: VisitorText,
    arming: VisitorText,
    announced: VisitorText,
    /** Armed: open the door, or walk past. */
    armed: VisitorText,
    sounding: VisitorText,
    silenced: VisitorText,
    /** Another station or an officer is using the rig. */
    busy: VisitorText,
    /** The rig cannot be used now. */
    gone: VisitorText,
  }),
  /** What each sensor saw, in words for the timeline. */
  seen: z.strictObject({
    armed: VisitorText,
    'door-opened': VisitorText,
    'door-shut': VisitorText,
    'motion-began': VisitorText,
    'motion-ended': VisitorText,
    'siren-on': VisitorText,
    'siren-off': VisitorText,
    disarmed: VisitorText,
    'board-lost': VisitorText,
  }),
  remember: VisitorText,
});
export type Alarm = z.infer<typeof Alarm>;
