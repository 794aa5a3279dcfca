import type { VisitorText } from '../texts.ts';
import type { Story } from './story.ts';
import { choicesOf } from './story-rule.ts';

export type Path = (string | number)[];

/** Every text a visitor reads in a story, with its path in the file. */
export function textsOfStory(story: Story): { path: Path; text: VisitorText }[] {
  return [
    { path: ['title'], text: story.title },
    { path: ['invitation'], text: story.invitation },
    ...story.beats.flatMap((beat, b) => [
      { path: ['beats', b, 'text'], text: beat.text },
      ...choicesOf(beat).flatMap((choice, c) => {
        const here: Path = ['beats', b, 'then', 'choices', c];
        return [
          { path: [...here, 'text'], text: choice.text },
          { path: [...here, 'feedback', 'text'], text: choice.feedback.text },
        ];
      }),
    ]),
    ...story.endings.flatMap((ending, e) => [
      { path: ['endings', e, 'title'], text: ending.title },
      { path: ['endings', e, 'text'], text: ending.text },
      ...ending.actions.map((text, a) => ({ path: ['endings', e, 'actions', a], text })),
    ]),
  ];
}
