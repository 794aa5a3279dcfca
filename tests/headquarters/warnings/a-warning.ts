import { Warning } from '@pingan/protocol/warnings';

/** A warning for practice, valid from one day to another. */
export function aWarning(id: string, published: string, expires: string): Warning {
  const both = (text: string) => ({ zh: `演练：${text}`, en: `Practice: ${text}` });
  return Warning.parse({
    id,
    type: both('type'),
    where: both('village'),
    method: both('method'),
    stopPoint: both('stop point'),
    action: both('action'),
    source: both('source'),
    published,
    expires,
    generated: true,
  });
}
