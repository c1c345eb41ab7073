// What `make lint` asks of the browser's modules and of their tests.

import js from '@eslint/js';
import globals from 'globals';

// prettier lays the lines out; what it may not cut is words
const line = ['error', { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true }];

const rules = {
  ...js.configs.recommended.rules,
  'no-shadow': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
  'max-len': line,
  // tables of marks that are set on letters name each by its code
  'no-misleading-character-class': ['error', { allowEscape: true }],
};

const reportUnusedDisableDirectives = 'error';

export default [
  { ignores: ['static/js/geom/uncertainty_table.js'] },
  { linterOptions: { reportUnusedDisableDirectives } },
  { files: ['static/**/*.js'], rules, languageOptions: { globals: globals.browser } },
  { files: ['static/sw.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['tests/js/*.js'], rules, languageOptions: { globals: globals.node } },
];
