import type { Component } from 'svelte';
import type { PanelParts } from './panel-parts.ts';
import type SignInPage from './sign-in/SignInPage.svelte';
import type { LateView } from './view-names.ts';

export type ViewComponent = Component<{ parts: PanelParts }>;

export function loadView(view: LateView): Promise<ViewComponent> {
  switch (view) {
    case 'schedule':
      return import('./schedule/ScheduleView.svelte').then((module) => module.default);
    case 'bus':
      return import('./bus/BusView.svelte').then((module) => module.default);
    case 'more':
      return import('./more/MoreView.svelte').then((module) => module.default);
    case 'departure':
      return import('./departure/DepartureView.svelte').then((module) => module.default);
    case 'tickets':
      return import('./tickets/TicketsView.svelte').then((module) => module.default);
  }
}

/** Nor does a panel whose page is still signed in need the pad. */
export const loadSignIn = (): Promise<typeof SignInPage> =>
  import('./sign-in/SignInPage.svelte').then((module) => module.default);
