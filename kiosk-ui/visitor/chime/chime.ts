import type { ScreenMessage } from '@pingan/protocol/screen-messages';

type Ring = (volume: number) => Promise<Extract<ScreenMessage, { type: 'chimed' }>['how']>;

/** The tones are fetched when a departure check first asks for them: visitors need none. */
const loadTones = (): Promise<Ring> => import('./two-tones.ts').then((module) => module.ring);

/** Plays the chime that the bus asked for and says how it went. Nobody's session hears of it. */
export async function answerChime(
  { chime, volume }: { chime: number; volume: number },
  send: (message: ScreenMessage) => boolean,
  load: () => Promise<Ring> = loadTones,
): Promise<void> {
  /* Whatever the reason, what counts for the officer is that nothing was heard. */
  const how = await load()
    .then((ring) => ring(volume))
    .catch(() => 'failed' as const);
  send({ type: 'chimed', chime, how });
}
