import { Step } from '@pingan/protocol/screen-messages';

/** Every place a station can be at, as the protocol names them. */
export const StepAts: string[] = Step.options.flatMap(({ shape }) =>
  'options' in shape.at ? [...shape.at.options] : [...shape.at.values],
);
