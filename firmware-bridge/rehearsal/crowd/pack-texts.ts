import type { ContentPack, Exhibit } from '@pingan/content/pack';

type Story = Extract<Exhibit, { kind: 'story' }>;
export type Beat = Story['beats'][number];
export type Verdict = 'genuine' | 'scam';

/**
 * What somebody who reads the texts of a pack knows of it. On purpose it asks no rule of the kinds what comes next: the crowd reads the
 * texts by itself, so that what it holds true does not rest on what is to be checked.
 */
export class PackTexts {
  readonly #exhibits: ReadonlyMap<string, Exhibit>;

  constructor({ exhibits }: Pick<ContentPack, 'exhibits'>) {
    this.#exhibits = new Map(exhibits.map((exhibit) => [exhibit.id, exhibit]));
  }

  /** The exhibit of that id, where it is of that kind. */
  of<Kind extends Exhibit['kind']>(kind: Kind, id: string): Extract<Exhibit, { kind: Kind }> | undefined {
    const exhibit = this.#exhibits.get(id);
    return exhibit?.kind === kind ? (exhibit as Extract<Exhibit, { kind: Kind }>) : undefined;
  }

  kindOf(id: string): Exhibit['kind'] | undefined {
    return this.#exhibits.get(id)?.kind;
  }

  beat(story: string, id: string): Beat | undefined {
    return this.of('story', story)?.beats.find((beat) => beat.id === id);
  }

  choices(story: string, id: string) {
    const then = this.beat(story, id)?.then;
    return then !== undefined && 'choices' in then ? then.choices : [];
  }

  /** Where a story goes on once it is at `id`: in the short length beats with a shortcut are passed over. */
  arrivesAt(story: string, id: string, length: 'short' | 'full'): string {
    const beats = this.of('story', story)?.beats ?? [];
    let here = id;
    for (let passed = 0; passed <= beats.length; passed += 1) {
      const shortcut = length === 'short' ? this.beat(story, here)?.shortcut : undefined;
      if (shortcut === undefined) return here;
      here = shortcut;
    }
    return here;
  }

  /** What a message asked before or after a story really is. */
  truthOf(story: string, item: string): Verdict | undefined {
    const forms = this.of('story', story)?.learning?.forms ?? [];
    if (forms.some(({ genuine }) => genuine.id === item)) return 'genuine';
    return forms.some(({ scam }) => scam.id === item) ? 'scam' : undefined;
  }

  /** What a card of a game of piles really is, and what a pile says of it. */
  cardOf(judge: string, item: string): Verdict | undefined {
    const card = this.of('judge', judge)?.items.find(({ id }) => id === item);
    return card && this.pileSays(judge, card.belongs);
  }

  pileSays(judge: string, pile: string): Verdict | undefined {
    const tone = this.of('judge', judge)?.piles.find(({ id }) => id === pile)?.tone;
    if (tone === undefined) return undefined;
    return tone === 'danger' ? 'scam' : 'genuine';
  }

  /** The pile that a big button stands for. */
  pileOf(judge: string, says: Verdict): string | undefined {
    return this.of('judge', judge)?.piles.find(({ id }) => this.pileSays(judge, id) === says)?.id;
  }

  hasObject(collection: string, object: string): boolean {
    return this.of('collection', collection)?.objects.some(({ id }) => id === object) ?? false;
  }

  /** Money left in the purse of a house. */
  purse(house: string, bought: readonly string[]): number {
    const exhibit = this.of('questions', house);
    if (exhibit?.style !== 'house') return 0;
    return exhibit.measures.reduce(
      (left, { id, yuan }) => (bought.includes(id) ? left - yuan : left),
      exhibit.purse,
    );
  }

  measures(house: string) {
    const exhibit = this.of('questions', house);
    return exhibit?.style === 'house' ? exhibit.measures : [];
  }

  /** The question after so many answers. */
  question(voice: string, answered: number) {
    const exhibit = this.of('questions', voice);
    return exhibit?.style === 'voice' ? exhibit.questions[answered] : undefined;
  }
}
