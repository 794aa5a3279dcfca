import type { Length } from '@pingan/content/kinds/kind-rule';
import type { Queue } from '@pingan/protocol/officer-commands';

/** How full it is, inside and before the door. */
export interface Crowd {
  aboard: number;
  queue: Queue;
  /** People aboard up to whom nobody need hurry. */
  crowded: number;
}

/** The length of an exhibit that starts now: short where others wait for it, full where nobody does. */
export function lengthFor({ aboard, queue, crowded }: Crowd): Length {
  if (queue === 'long') return 'short';
  return aboard > (queue === 'short' ? crowded / 2 : crowded) ? 'short' : 'full';
}
