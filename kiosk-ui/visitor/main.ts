import '@fontsource-variable/noto-sans-sc/index.css';
import '../theme/tokens.css';
import './visitor.css';
import { mount } from 'svelte';
import VisitorScreen from './VisitorScreen.svelte';

const station = new URLSearchParams(location.search).get('station') ?? undefined;
const target = document.getElementById('screen');
if (target !== null) mount(VisitorScreen, { target, props: { stationId: station } });
