import './ui/tokens.css';
import './ui/base.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { start_router } from './lib/router.svelte.ts';
import './lib/prefs.svelte.ts';

start_router();
mount(App, { target: document.getElementById('app')! });
