// On every page but the session's: the application stays on this tablet.

import { startWorker } from '../../store/worker.js';

const later = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 200));

const { lang, dataset } = document.documentElement;

later(() => startWorker({ lang, theme: dataset.theme }).catch(() => {}));
