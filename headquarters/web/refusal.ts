import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BilingualName, ErrorAnswer } from './answers.ts';

/** A request that is refused for a reason a person can act on. */
export class Refusal extends Error {
  readonly status: ContentfulStatusCode;
  readonly answer: ErrorAnswer;
  readonly headers: Record<string, string>;

  /**
   * @param text what is wrong and the way out, in both languages; people read it beside the field
   * @param more.error what programs read instead of the English text
   */
  constructor(
    status: ContentfulStatusCode,
    text: BilingualName,
    more: { error?: string; field?: string; allowed?: string; headers?: Record<string, string> } = {},
  ) {
    super(text.en);
    this.status = status;
    const { headers = {}, ...rest } = more;
    this.headers = headers;
    this.answer = { error: text.en, text, ...rest };
  }
}
