const zh = {
  lost: '与指挥中心程序的连接中断。下面是中断前的数据，正在重新连接。',
  failed: '暂时读不到统计：',
  broker: '消息服务器不可用，车辆的数据暂时送不到：',
  database: '数据库写入失败，车辆会自动重发：',
  otherPurpose: (chosen: string, other: string, n: string) =>
    `「${chosen}」还没有数据；「${other}」有 ${n} 人次。`,
  show: (purpose: string) => `查看${purpose}`,
  notService: (purpose: string) => `正在查看「${purpose}」数据，不计入正式服务统计。`,
  retry: '重试',
};

export type NoticesWords = typeof zh;

const en: NoticesWords = {
  lost: 'The connection to headquarters is lost. What you see is from before; trying again.',
  failed: 'The statistics cannot be read now: ',
  broker: 'The message broker is not available, so nothing arrives from the buses: ',
  database: 'The database cannot be written; buses will send again: ',
  otherPurpose: (chosen, other, n) =>
    `No ${chosen.toLowerCase()} counts yet, but ${n} visits under ${other.toLowerCase()}.`,
  show: (purpose) => `Show ${purpose.toLowerCase()}`,
  notService: (purpose) =>
    `These are ${purpose.toLowerCase()} counts; they are no part of the service statistics.`,
  retry: 'Try again',
};

export const noticesWords = { zh, en };
