import type { Verdict } from '@pingan/content/learning-rule';
import type { Medium } from '@pingan/content/texts';
import type { Language } from '@pingan/protocol/ids';

const zh = {
  bus: '平安直通车',
  title: '六十秒，真还是骗？',
  intro: '六条消息，一条一条看：是真的，还是骗局？',
  calm: '不着急。看解释的时候，时间停着等您。',
  begin: '开始',
  otherLanguage: 'English',
  nth: (nth: number, of: number) => `第 ${nth} 条，共 ${of} 条`,
  left: (seconds: number) => `还有 ${seconds} 秒`,
  media: { phone: '来电', sms: '短信', chat: '聊天消息', 'face-to-face': '有人当面说' } satisfies Record<
    Medium,
    string
  >,
  ask: '您看呢？',
  verdicts: { genuine: '真的', scam: '骗局' } satisfies Record<Verdict, string>,
  truths: { genuine: '这条是真的', scam: '这条是骗局' } satisfies Record<Verdict, string>,
  right: '您看准了',
  missed: '这一招，谁都可能中',
  doubted: '多想一想没有错',
  hinge: '关口',
  next: '下一条',
  seeResult: '看结果',
  timeOver: '时间到了，不要紧。',
  result: (right: number, of: number) => `看了 ${of} 条，分清 ${right} 条`,
  noneJudged: '歇一歇，再来一轮',
  scams: (right: number, of: number) => `骗局：${of} 条认出 ${right} 条`,
  genuine: (right: number, of: number) => `真消息：${of} 条认出 ${right} 条`,
  remember: '记住五个关口，遇到一个就停',
  again: '再来一轮',
  pending: '内容未经公安机关审核',
  nothingKept: '不收集任何信息，关掉就没有了。',
};

/** What the game at home says itself; the messages come from the pack. */
export type SecondRoundWords = typeof zh;

const en: SecondRoundWords = {
  bus: "Ping'an Bus",
  title: 'Sixty seconds: genuine or scam?',
  intro: 'Six messages, one after another. Is it genuine, or is it a scam?',
  calm: 'No hurry. While you read why, the clock waits for you.',
  begin: 'Begin',
  otherLanguage: '中文',
  nth: (nth, of) => `Message ${nth} of ${of}`,
  left: (seconds) => `${seconds} s left`,
  media: { phone: 'A call', sms: 'A text message', chat: 'A chat message', 'face-to-face': 'Somebody says' },
  ask: 'What do you think?',
  verdicts: { genuine: 'Genuine', scam: 'Scam' },
  truths: { genuine: 'This one is genuine', scam: 'This one is a scam' },
  right: 'You saw it',
  missed: 'This trick works on everybody',
  doubted: 'Thinking twice does no harm',
  hinge: 'Turning point',
  next: 'Next message',
  seeResult: 'See the result',
  timeOver: 'Time is up. That is all right.',
  result: (right, of) => `Of ${of} you judged, you told ${right} right`,
  noneJudged: 'Take a breath and try another round',
  scams: (right, of) => `Scams: ${right} of ${of} recognised`,
  genuine: (right, of) => `Genuine: ${right} of ${of} recognised`,
  remember: 'Keep these five in mind. Meet one? Stop.',
  again: 'Another round',
  pending: 'Not yet reviewed by the police',
  nothingKept: 'Nothing is collected. Close the page and it is gone.',
};

export const secondRoundWords: Record<Language, SecondRoundWords> = { zh, en };
