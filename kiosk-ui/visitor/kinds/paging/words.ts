import type { Language } from '@pingan/protocol/ids';

const zh = {
  page: (nth: number, of: number) => `第 ${nth} 页\n共 ${of} 页`,
  earlier: '上一页',
  later: '下一页',
};
export type PagingWords = typeof zh;

const en: PagingWords = {
  page: (nth, of) => `Page ${nth}\nof ${of}`,
  earlier: 'Page before',
  later: 'Next page',
};

export const pagingWords: Record<Language, PagingWords> = { zh, en };
