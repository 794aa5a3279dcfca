/** Views beside today's, each with a tab. Fetched when they are first opened: an officer who opens a stop needs none of them. */
export const LATE_VIEWS = ['schedule', 'bus', 'more'] as const;
export type TabView = 'today' | (typeof LATE_VIEWS)[number];
/** Today's view leads to the last two. */
export type LateView = (typeof LATE_VIEWS)[number] | 'departure' | 'tickets';
export type View = 'today' | LateView;
