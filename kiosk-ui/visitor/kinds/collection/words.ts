import type { Language } from '@pingan/protocol/ids';

const zh = {
  seenOf: (seen: number, of: number) => `看过 ${seen} 样，共 ${of} 样`,
  seen: '看过',
  lookFirst: '先挑一样看看',
  finish: '看好了',
  defence: '怎么防',
  back: '放回架上',
  compare: '再拿一样比一比',
  pickBeside: (name: string) => `和“${name}”比，再挑一样`,
  noCompare: '先不比了',
  takeAway: '只看这一样',
  toShelf: '回到架上',
  side: '比一比',
  standing: { better: '更好', weaker: '差一些', equal: '一样' },
  lit: (seen: number) => `您点亮了 ${seen} 盏灯`,
  goOn: '好，记住了',
};
export type CollectionWords = typeof zh;

const en: CollectionWords = {
  seenOf: (seen, of) => `${seen} of ${of} seen`,
  seen: 'seen',
  lookFirst: 'Choose one to look at first',
  finish: 'Done looking',
  defence: 'What to do',
  back: 'Put it back',
  compare: 'Lay another beside it',
  pickBeside: (name) => `Compare with: ${name}. Choose another.`,
  noCompare: 'Do not compare',
  takeAway: 'Only the first one',
  toShelf: 'Back to the shelf',
  side: 'Side by side',
  standing: { better: 'better', weaker: 'weaker', equal: 'equal' },
  lit: (seen) => (seen === 1 ? 'You lit 1 lantern' : `You lit ${seen} lanterns`),
  goOn: 'I will remember',
};

export const words: Record<Language, CollectionWords> = { zh, en };
