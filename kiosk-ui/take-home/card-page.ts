import { render } from 'svelte/server';
import Card from './Card.svelte';
import { cardWords } from './card-words.ts';
import { escaped, OUR_MARK } from './game-page.ts';

/** The paper card as a page that prints on A6, front and back. */
export function cardPage(pending: boolean): string {
  const { head, body } = render(Card, { props: { pending } });
  const title = escaped(`${cardWords.zh.title} · ${cardWords.en.title}`);
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${OUR_MARK}
    <title>${title}</title>
    ${head}
  </head>
  <body>${body}</body>
</html>
`;
}
