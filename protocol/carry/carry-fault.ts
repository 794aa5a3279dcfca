import type { Text } from '../ids.ts';

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
const side = { bus: { zh: '车辆', en: 'a bus' }, headquarters: { zh: '指挥中心', en: 'headquarters' } };

/** Everything that can be wrong with a file that is carried by hand: what is wrong, and the way out. */
const FAULTS = {
  'not-ours': (): Text => ({
    zh: '这不是平安直通车的随车文件。请选择名称以 .carry 结尾的文件。',
    en: 'This is not a file for carrying by hand. Choose one whose name ends in .carry.',
  }),
  'other-version': ({ v }: { v: number }): Text => ({
    zh: `文件的格式版本是 ${v}，这里只认识版本 1。请先更新这一端的软件。`,
    en: `The file is written in version ${v}; this side knows version 1 alone. Update the software here first.`,
  }),
  'too-large': ({ bytes, most }: { bytes: number; most: number }): Text => ({
    zh: `文件有 ${megabytes(bytes)} MB，最多只收 ${megabytes(most)} MB。请在车上重新取一份。`,
    en: `The file has ${megabytes(bytes)} MB; at most ${megabytes(most)} MB are taken. Take a new one from the bus.`,
  }),
  'cut-short': ({ bytes }: { bytes: number }): Text => ({
    zh: `文件不完整，只有 ${bytes} 字节：可能还没复制完就拔了 U 盘。请重新复制，或重新取一份。什么都没有改动。`,
    en: `The file is not whole, it ends after ${bytes} bytes: the stick may have been pulled too early. Copy it again, or take a new one. Nothing was changed.`,
  }),
  'bad-signature': ({ from }: { from: 'bus' | 'headquarters' }): Text => ({
    zh: `签名对不上：文件被改动过，或者不是${side[from].zh}写的。请重新取一份。什么都没有改动。`,
    en: `The signature does not fit: the file was changed on its way, or ${side[from].en} did not write it. Take a new one. Nothing was changed.`,
  }),
  'wrong-direction': ({ from }: { from: 'bus' | 'headquarters' }): Text =>
    from === 'bus'
      ? {
          zh: '这是从车上带走的文件，要交给指挥中心读取。请选择指挥中心给回的文件。',
          en: 'This file was taken from a bus; headquarters reads it. Choose the one that headquarters gave back.',
        }
      : {
          zh: '这是指挥中心给回车上的文件，要在车上读取。请选择从车上带来的文件。',
          en: 'This file is headquarters’ answer; the bus reads it. Choose the one that came from the bus.',
        },
  'wrong-bus': ({ bus, here }: { bus: string; here: string }): Text => ({
    zh: `这份文件是给 ${bus} 的，这辆车是 ${here}。请带到 ${bus}，或选择这辆车的文件。`,
    en: `This file is for ${bus}; this bus is ${here}. Bring it to ${bus}, or choose the one for this bus.`,
  }),
  'not-for-us': ({ here }: { here: 'bus' | 'headquarters' }): Text =>
    here === 'bus'
      ? {
          zh: '这份答复是给这辆车换存储卡之前的，打不开。请重新“带走”，交给指挥中心，再带回新的答复。',
          en: 'This answer was sealed for this bus before its card was changed and cannot be opened. Take a new file away and bring back its answer.',
        }
      : {
          zh: '这份文件是封给另一个指挥中心的，这里打不开。请交给那一个，或让车辆重新登记后再取一份。',
          en: 'This file is sealed for another headquarters and cannot be opened here. Bring it there, or enrol the bus here and take a new one.',
        },
  unreadable: ({ why }: { why: string }): Text => ({
    zh: `文件内容不符合约定（${why}）。请更新两端软件后重新取一份。`,
    en: `The content of the file does not fit (${why}). Update both sides and take a new one.`,
  }),
  'unknown-bus': ({ bus }: { bus: string }): Text => ({
    zh: `指挥中心没有 ${bus} 的证书，无法核对签名。请先登记这辆车，再从车上重新取一份。`,
    en: `Headquarters has no certificate of ${bus} to check the signature with. Enrol this bus first, then take a new file from it.`,
  }),
  revoked: ({ bus, why }: { bus: string; why: string }): Text => ({
    zh: `写这份文件的 ${bus} 的证书已被吊销（${why}）。请重新登记这辆车，再从车上重新取一份；车上的记录不会丢。`,
    en: `The certificate with which ${bus} wrote this file is revoked (${why}). Enrol the bus again and take a new file: its records are still aboard.`,
  }),
  'no-keys': ({ why, zh }: { why: string; zh: string }): Text => ({
    zh: `还没有签名用的密钥：${zh}`,
    en: `There are no keys to sign with yet: ${why}`,
  }),
  'not-stored': ({ why }: { why: string }): Text => ({
    zh: `数据库暂时写不进去（${why}）。恢复之后请再读一次同一份文件：已经存下的不会重复计数。`,
    en: `The database cannot be written now (${why}). Read the same file again once it can: what is stored already does not count twice.`,
  }),
};

type Faults = typeof FAULTS;
export type CarryFaultName = keyof Faults;

/** A file that cannot be taken in, or not be written. Nothing has changed because of it, save where `not-stored` says so. */
export class CarryFault extends Error {
  readonly fault: CarryFaultName;
  readonly words: Text;

  private constructor(fault: CarryFaultName, words: Text) {
    super(words.en);
    this.fault = fault;
    this.words = words;
  }

  static of<Name extends CarryFaultName>(fault: Name, ...about: Parameters<Faults[Name]>): CarryFault {
    const say = FAULTS[fault] as (...about: Parameters<Faults[Name]>) => Text;
    return new CarryFault(fault, say(...about));
  }
}
