import '@fontsource-variable/noto-sans-sc/index.css';
import '../theme/tokens.css';
import '../theme/daylight.css';
import './officer.css';
import { mount } from 'svelte';
import OfficerPanel from './OfficerPanel.svelte';

const target = document.getElementById('screen');
if (target !== null) mount(OfficerPanel, { target });
