import type { Language } from '@pingan/protocol/ids';

const zh = {
  title: '反馈表',
  of: (stop: string) => `${stop}`,
  hand: '交表',
  missing: (open: number) => `还有 ${open} 题没答，也可以先交`,
  yes: '是',
  no: '否',
  later: '以后再填',
  remark: '不写姓名、电话和身份证号',
};

export type FormWords = typeof zh;

const en: FormWords = {
  title: 'After-action form',
  of: (stop) => stop,
  hand: 'Hand in',
  missing: (open) =>
    `${open === 1 ? '1 question is' : `${open} questions are`} open; you may hand it in all the same`,
  yes: 'Yes',
  no: 'No',
  later: 'Later',
  remark: 'no names, phone or identity numbers',
};

export const formWords: Record<Language, FormWords> = { zh, en };
