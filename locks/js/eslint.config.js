// What `make lint` asks of the browser's modules and of their tests.

import js from '@eslint/js';
import globals from 'globals';

const rules = {
  ...js.configs.recommended.rules,
  'no-shadow': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
  // tables of marks that are set on letters name each by its code
  'no-misleading-character-class': ['error', { allowEscape: true }],
};

const reportUnusedDisableDirectives = 'error';

export default [
  { linterOptions: { reportUnusedDisableDirectives } },
  { files: ['static/**/*.js'], rules, languageOptions: { globals: globals.browser } },
  { files: ['static/sw.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['tests/js/*.js'], rules, languageOptions: { globals: globals.node } },
];
