import type { Language } from '@pingan/protocol/ids';

const zh = {
  who: '你是哪位？',
  nobody: '车上还没有人员名单。等指挥中心下发，或用一次性码。',
  first: '第一次用',
  pin: (name: string) => `${name}，请输密码`,
  code: (name: string) => `${name}，请输一次性码`,
  codeNote: '密码忘了或还没有密码：向指挥中心要一次性码，没有网也能用。',
  newPin: '设一个新密码',
  newPinNote: '4 到 8 个数字，只有你自己知道。',
  repeatPin: '再输一遍新密码',
  differs: '两遍不一样，请重新设。',
  pairing: '输入配对码',
  pairingNote: '请已登录的同事在“更多”里点“配对手机”，把码念给你。',
  forgotten: '忘了密码',
  enter: '确定',
  erase: '退一格',
  back: '返回',
  checking: '正在核对…',
  typed: (digits: number) => `已输 ${digits} 位`,
  wait: (seconds: number) => `请等 ${seconds} 秒再试。别的手机和屏幕照常能用。`,
  handOver: (name: string) => `交班：请${name}输自己的密码`,
  handOverLater: '先不输，回去',
  codeLabel: '一次性码',
  pairingLabel: '配对码',
  visitor: '回观众屏',
};

export type SignInWords = typeof zh;

const en: SignInWords = {
  who: 'Who are you?',
  nobody: 'The bus has no list of its crew yet. Wait for headquarters.',
  first: 'first time',
  pin: (name) => `${name}, your PIN please`,
  code: (name) => `${name}, your one-time code please`,
  codeNote: 'Forgotten, or no PIN yet: headquarters gives you a one-time code. It works without a link.',
  newPin: 'Choose a new PIN',
  newPinNote: '4 to 8 digits that only you know.',
  repeatPin: 'The new PIN once more',
  differs: 'The two were not the same. Please choose again.',
  pairing: 'Pairing code',
  pairingNote: 'A colleague who is signed in finds it under “More”, “Pair a phone”.',
  forgotten: 'PIN forgotten',
  enter: 'Enter',
  erase: 'Erase',
  back: 'Back',
  checking: 'Checking…',
  typed: (digits) => `${digits} digits typed`,
  wait: (seconds) => `Please wait ${seconds} s. Other phones and screens are not held up.`,
  handOver: (name) => `Shift hand-over: ${name}, your PIN please`,
  handOverLater: 'Not now, go back',
  codeLabel: 'one-time code',
  pairingLabel: 'pairing code',
  visitor: 'Visitor screen',
};

export const signInWords: Record<Language, SignInWords> = { zh, en };
