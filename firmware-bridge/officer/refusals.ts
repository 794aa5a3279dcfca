import { Refused } from '../kiosk-server/kiosk-house.ts';

/** What officers are told where the bus cannot do what they ask, in both languages. */
export const refusals = {
  noSuchStop: (id: string) =>
    new Refused(
      `there is no stop "${id}" in the schedule or in the list of this bus`,
      '日程和站点列表里都没有这一站',
    ),
  noPlace: (id: string) =>
    new Refused(
      `the plan of stop "${id}" has no place yet; give it one first`,
      '这一站还没有填地点，请先在日程里补上',
    ),
  cancelled: (id: string) =>
    new Refused(
      `stop "${id}" is cancelled; set its status to confirmed first`,
      '这一站在日程里已取消，请先把状态改为“已确认”',
    ),
  onlyRehearsal: () =>
    new Refused(
      'a virtual board can only make rehearsal counts; choose the purpose "rehearsal"',
      '虚拟控制板只能记演练人次，请把用途选为“演练”',
    ),
  otherIsOpen: (open: string) =>
    new Refused(`stop "${open}" is still open; close it first`, '上一站还没有收摊，请先收摊'),
  nothingOpen: () => new Refused('no stop is open', '现在没有开摊的站点'),
  noStopYet: () =>
    new Refused(
      'there is no stop yet that this could be about; arrive at one first',
      '还没有到站，请先点“到站”',
    ),
  checkAtOpenStop: () =>
    new Refused(
      'a stop is open: lamps and siren would frighten visitors; close it before you check the bus',
      '现在正在开摊，灯光和警号会吓到群众，请先收摊再检查',
    ),
  checkRuns: () =>
    new Refused(
      'the departure check is going on; finish or cancel it first',
      '出车检查正在进行，请先做完或取消检查',
    ),
  checkWhilePlayed: () =>
    new Refused(
      'a crowd plays a day on this bus; stop the rehearsal first, then check',
      '正在演练一天，请先停下演练再检查',
    ),
  notHeardYet: () =>
    new Refused(
      'the siren has not sounded yet; wait until it has, then answer',
      '警号还没有响，请等它响过再回答',
    ),
  noTicket: () =>
    new Refused(
      'this ticket is not there any more; it was closed before',
      '这条故障单已经关闭，请看最新的清单',
    ),
  badDetail: (why: string) =>
    new Refused(`this was not kept: ${why}`, '填写的内容不完整或不合规，没有保存，请检查后再试'),
  notOnForm: (id: string) =>
    new Refused(`"${id}" does not fit the checklist or form of this bus`, '表单已更新，请刷新页面后再填'),
  notCrew: (id: string) =>
    new Refused(`"${id}" is not on the crew list of this bus`, '本车人员名单里没有这个人'),
  noSuggestion: () =>
    new Refused(
      'this suggestion is not there any more; the day has moved on',
      '这条提示已经不在了，请看最新的提示',
    ),
  clockKnown: () =>
    new Refused(
      'the bus knows the time from the network; it cannot be set by hand',
      '车上已从网络得到准确时间，不用手动设置',
    ),
  clockOff: () =>
    new Refused('this cannot be the time: it lies before 2024 or after 2100', '这个时间不对，请检查年月日'),
  noSuchExhibit: (id: string) => new Refused(`there is no exhibit "${id}" here`, '这辆车没有这个展项'),
  newStopNeeds: () =>
    new Refused('a new stop needs at least a place and a date', '新增一站至少要填地点和日期'),
  planRefused: (why: string) =>
    new Refused(why, '这一站在日程里已取消，请先把状态改回“草稿”或“延期”，再改其他内容'),
  noChange: () => new Refused('this edit changes nothing', '没有改动任何内容'),
  noStation: (station: string, known: readonly string[]) =>
    new Refused(
      `there is no station "${station}" here; this bus has ${known.join(', ')}`,
      '这辆车没有这个展台',
    ),
  alarm: (why: string) =>
    new Refused(why, '报警演示现在不能这样操作：请先松开、等它静下来，或由开始的人结束'),
};
