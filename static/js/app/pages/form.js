// A page with a form that is written in words: what was typed and not kept is asked about.

import { guardUnsaved } from './unsaved.js';

guardUnsaved();
