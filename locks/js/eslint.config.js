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

// A factory is a closure: what it holds is its functions' business. Its own lines are those of its tokens outside them.
const MOST_LINES = 60;

const ownLines = {
  meta: { schema: [], messages: { long: 'This function has {{n}} lines of its own, at most {{most}}: divide it by what it does.' } },
  create(context) {
    /** for each function that is open, where those directly inside it stand */
    const inner = [];
    const enter = () => inner.push([]);
    const leave = (node) => {
      const holes = inner.pop();
      inner.at(-1)?.push(node.range);
      const within = ({ range }) => holes.some(([from, to]) => from <= range[0] && range[1] <= to);
      const lines = new Set(
        context.sourceCode.getTokens(node).filter((token) => !within(token)).flatMap(({ loc }) => [loc.start.line, loc.end.line]),
      );
      if (lines.size > MOST_LINES) context.report({ node, messageId: 'long', data: { n: lines.size, most: MOST_LINES } });
    };
    return { ':function': enter, ':function:exit': leave };
  },
};

const reportUnusedDisableDirectives = 'error';

export default [
  { ignores: ['static/js/geom/uncertainty_table.js'] },
  { linterOptions: { reportUnusedDisableDirectives } },
  { files: ['static/**/*.js'], plugins: { house: { rules: { 'own-lines': ownLines } } }, rules: { 'house/own-lines': 'error' } },
  { files: ['static/**/*.js'], rules, languageOptions: { globals: globals.browser } },
  { files: ['static/sw.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['tests/js/*.js'], rules, languageOptions: { globals: globals.node } },
];
