import '@fontsource-variable/noto-sans-sc/index.css';
import '../theme/tokens.css';
import './visitor.css';
import { mount } from 'svelte';
import VisitorScreen from './VisitorScreen.svelte';

/* A stylesheet that did not come is asked for again: the page it belongs to may load later and would stand there undressed. */
const SHEET_RETRY = 2_000;
addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return;
    setTimeout(() => target.replaceWith(target.cloneNode()), SHEET_RETRY);
  },
  true,
);

const station = new URLSearchParams(location.search).get('station') ?? undefined;
const target = document.getElementById('screen');
if (target !== null) mount(VisitorScreen, { target, props: { stationId: station } });
