// On every page but the session's: the cover after five minutes without a touch.

import { startLock } from '../lock/lock.js';
import { useTexts } from '../../texts.js';

useTexts(JSON.parse(document.querySelector('#texts')?.textContent || '{}'));
startLock();
