import '@fontsource-variable/noto-sans-sc/index.css';
import '../theme/tokens.css';
import { mount } from 'svelte';
import VirtualBus from './VirtualBus.svelte';

const target = document.getElementById('screen');
if (target !== null) mount(VirtualBus, { target });
