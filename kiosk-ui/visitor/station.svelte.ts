import type { ContentPack } from '@pingan/content/pack';
import type { Language } from '@pingan/protocol/ids';
import type { VisitorText } from '@pingan/content/texts';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type {
  Audience,
  BridgeMessage,
  Reach,
  ScreenMessage,
  Step,
  TouchAction,
} from '@pingan/protocol/screen-messages';
import type { Warning } from '@pingan/protocol/warnings';
import { CalmPage } from './calm-page.svelte.ts';
import { Countdown } from './countdown.svelte.ts';
import { USUAL_PANEL } from './panel.ts';
import { viewOf } from './view.ts';

/** A second tap within this many milliseconds is the same tap (EN 301 549, 5.9). */
const SAME_TAP = 500;
/** A presenter counts faster than that, and can take a hand back. */
const SAME_HAND = 120;
/** Milliseconds a press stays pressed when no step answers it. */
const PRESS_GIVES_UP = 1_500;
const CONTENT_RETRY = 2_000;

export interface StationParts {
  /** Sends to the bridge; false while it is away. */
  send: (message: ScreenMessage) => boolean;
  loadContent: () => Promise<ContentPack>;
  /** Milliseconds that only grow. */
  now: () => number;
}

/** What one visitor screen knows. The bridge owns the session; this answers presses at once and shows the step given. */
export class VisitorStation {
  language = $state<Language>('zh');
  bus = $state.raw<BusSummary | null>(null);
  content = $state.raw<ContentPack | null>(null);
  step = $state.raw<Step | null>(null);
  reach = $state.raw<Reach>({ easyRead: false, lowReach: false, volume: 2, aloud: false });
  audience = $state.raw<Audience>({ is: 'one' });
  warnings = $state.raw<Warning[]>([]);
  /** Which button is pressed and waits for its step. */
  pressed = $state<string | null>(null);
  /** Why the bridge would not serve this screen. */
  refused = $state<string | null>(null);
  /** Of the step shown, within its session; -1 before the first. */
  revision = $state(-1);
  readonly stillHere: Countdown;
  readonly calm: CalmPage;

  view = $derived(viewOf(this.step, this.content));
  panel = $derived(this.bus?.stations.find(({ id }) => id === this.#id)?.panel ?? USUAL_PANEL);

  #parts: StationParts;
  #id = $state<string | null>(null);

  /** Which station of the bus this screen is; null until the bridge has said. */
  get id(): string | null {
    return this.#id;
  }

  #session = '';
  #lastTap = -Infinity;
  #release: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: StationParts) {
    this.#parts = parts;
    this.stillHere = new Countdown(parts.now);
    this.calm = new CalmPage(parts);
  }

  receive(message: BridgeMessage): void {
    if (message.type === 'welcome') this.#welcome(message);
    else if (message.type === 'step') this.#show(message);
    else if (message.type === 'warnings') this.warnings = message.warnings;
    else if (message.type === 'refused') this.refused = message.why;
  }

  /** A tap on a button of the story. `key` names the button until the step comes. */
  press(key: string, action: TouchAction): void {
    if (this.pressed !== null || !this.#isNewTap()) return;
    this.pressed = key;
    const sent = this.#touch(action);
    clearTimeout(this.#release);
    this.#release = setTimeout(() => (this.pressed = null), sent ? PRESS_GIVES_UP : SAME_TAP);
  }

  /**
   * The alarm's arming button. A finger that holds may let go at any moment, so neither end of a hold is ever taken for the
   * second half of a double tap; what is tapped (`by` tap) is.
   * @returns whether the bridge was told
   */
  alarm(press: 'hold' | 'release' | 'disarm', by: 'finger' | 'tap'): boolean {
    if (by === 'tap' && !this.#isNewTap()) return false;
    return this.#touch({ do: 'alarm', press });
  }

  /** A text as this visitor reads it: in their language, and in fewer words where they asked for that. */
  read(text: VisitorText): string {
    return (this.reach.easyRead ? (text.easy ?? text) : text)[this.language];
  }

  /** A presenter counts a hand more or less for a choice; the number changes at once. */
  count(choice: string, more: boolean): void {
    if (this.audience.is !== 'class' || !this.#isNewTap(SAME_HAND)) return;
    const counted = Math.max(0, (this.audience.hands[choice] ?? 0) + (more ? 1 : -1));
    this.audience = { is: 'class', hands: { ...this.audience.hands, [choice]: counted } };
    this.#touch({ do: 'hands', choice, more });
  }

  /** The screen changes by itself; the bridge hears of it for the session. */
  adapt(reach: Partial<Reach>): void {
    if (!this.#isNewTap()) return;
    this.reach = { ...this.reach, ...reach };
    this.#touch({ do: 'reach', reach });
  }

  /** The screen changes language by itself; the bridge hears of it for the session. */
  speak(language: Language): void {
    if (!this.#isNewTap()) return;
    this.language = language;
    this.#touch({ do: 'language', language });
  }

  /** Any touch on "still here?" stays. */
  stay(): void {
    if (!this.#isNewTap()) return;
    this.stillHere.stop();
    this.#touch({ do: 'stay' });
    this.calm.touched();
  }

  openCalm(): void {
    if (this.#isNewTap()) this.calm.open();
  }

  closeCalm(): void {
    if (this.#isNewTap()) this.calm.close();
  }

  /** The bridge went away: what it was asking is no longer a question. */
  bridgeLost(): void {
    this.stillHere.stop();
    this.calm.bridgeLost();
    this.pressed = null;
  }

  stop(): void {
    clearTimeout(this.#release);
    clearTimeout(this.#retry);
    this.stillHere.stop();
    this.calm.stop();
  }

  #welcome(message: Extract<BridgeMessage, { type: 'welcome' }>): void {
    this.bus = message.bus;
    this.#id = message.station ?? message.bus.stations[0]?.id ?? null;
    this.refused = null;
    /* A bridge that restarted counts anew: whatever step it sends next is the current one. */
    this.#session = '';
    this.revision = -1;
    this.calm.reconnected();
    if (this.content?.version !== message.content) this.#loadContent();
  }

  #show(message: Extract<BridgeMessage, { type: 'step' }>): void {
    if (message.session === this.#session && message.revision < this.revision) return;
    this.#session = message.session;
    this.revision = message.revision;
    this.language = message.language;
    this.reach = message.reach;
    this.audience = message.audience;
    this.step = message.step;
    this.pressed = null;
    clearTimeout(this.#release);
    if (message.stillHere === null) this.stillHere.stop();
    else this.stillHere.start(message.stillHere);
  }

  #touch(action: TouchAction): boolean {
    return this.#parts.send({
      type: 'touch',
      session: this.#session,
      revision: Math.max(0, this.revision),
      action,
    });
  }

  #isNewTap(apart = SAME_TAP): boolean {
    const now = this.#parts.now();
    if (now - this.#lastTap <= apart) return false;
    this.#lastTap = now;
    return true;
  }

  #loadContent(): void {
    clearTimeout(this.#retry);
    this.#parts.loadContent().then(
      (pack) => (this.content = pack),
      () => {
        /* The bridge may be restarting; whatever the reason, the cure is to ask again. */
        this.#retry = setTimeout(() => this.#loadContent(), CONTENT_RETRY);
      },
    );
  }
}
