/** How things lie on equally full pages. */
export interface PagePlan {
  columns: number;
  rows: number;
  /** Things on a page; the last page may hold fewer. */
  perPage: number;
  pages: number;
}

/** The things of a page, counted from 0. */
export function onPage<T>(things: readonly T[], { perPage }: PagePlan, page: number): T[] {
  return things.slice(page * perPage, (page + 1) * perPage);
}

/** The page on which the nth thing lies. */
export const pageOf = (nth: number, { perPage }: PagePlan): number => Math.floor(Math.max(0, nth) / perPage);
