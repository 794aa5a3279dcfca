import { createHash } from 'node:crypto';
import { z } from 'zod';

const FORMAT = 1;
const NEWLINE = 10;

/** The first line of a file; the second is the document itself. */
const Header = z.object({
  format: z.literal(FORMAT),
  generation: z.number().int().positive(),
  length: z.number().int().nonnegative(),
  sum: z.string(),
});

/** One complete version of a document as it lies on disk. */
export interface Generation {
  generation: number;
  body: string;
}

export function sealGeneration({ generation, body }: Generation): Buffer {
  const bytes = Buffer.from(body, 'utf8');
  const header = { format: FORMAT, generation, length: bytes.length, sum: checksum(bytes) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytes]);
}

/** Opens what `sealGeneration` made; a torn, empty or foreign file comes back as `damaged` with the reason. */
export function openGeneration(file: Uint8Array): Generation | { damaged: string } {
  if (file.length === 0) return { damaged: 'the file is empty' };
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const end = bytes.indexOf(NEWLINE);
  const header = Header.safeParse(end < 0 ? undefined : parseJson(bytes.toString('utf8', 0, end)));
  if (!header.success) return { damaged: 'its first line is not a header of this program' };
  const body = bytes.subarray(end + 1);
  if (body.length !== header.data.length) {
    return { damaged: `it holds ${body.length} of ${header.data.length} bytes` };
  }
  if (checksum(body) !== header.data.sum) return { damaged: 'its checksum does not fit' };
  return { generation: header.data.generation, body: body.toString('utf8') };
}

/** The parsed text, or undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
