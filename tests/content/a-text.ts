/** A text in both languages as a file holds it; `en` also names it in a test. */
export const text = (en: string) => ({ zh: '字', en });

/** A parsed exhibit from data that `change` spoils before it is read. */
export function read<Data, Exhibit>(
  data: Data,
  schema: { parse: (data: unknown) => Exhibit },
  change: (data: Data) => void,
): Exhibit {
  change(data);
  return schema.parse(data);
}
