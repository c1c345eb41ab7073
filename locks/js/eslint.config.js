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
  'max-lines': ['error', { max: 400 }],
  // tables of marks that are set on letters name each by its code
  'no-misleading-character-class': ['error', { allowEscape: true }],
};

// A factory is a closure: what it holds is its functions' business. Its own lines are those of its tokens outside them.
const MOST_LINES = 60;
const MOST_WHOLE = 160;

const ownLines = {
  meta: {
    schema: [],
    messages: {
      long: 'This function has {{n}} lines of its own, at most {{most}}: divide it by what it does.',
      whole: 'This function has {{n}} lines with all that is in it, at most {{most}}: divide it by what it keeps.',
    },
  },
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
      const whole = node.loc.end.line - node.loc.start.line + 1;
      if (whole > MOST_WHOLE) context.report({ node, messageId: 'whole', data: { n: whole, most: MOST_WHOLE } });
      if (lines.size > MOST_LINES) context.report({ node, messageId: 'long', data: { n: lines.size, most: MOST_LINES } });
    };
    return { ':function': enter, ':function:exit': leave };
  },
};

// A test for one kind of mark takes every other for the rest: static/js/geom/kinds.js has them all, and tsc sees to it.
const asked = ':matches([left.property.name="kind"], [left.expression.property.name="kind"], [left.name="kind"])';
const oneKind = ['===', '!=='].map((operator) => ({
  selector: `BinaryExpression[operator="${operator}"]${asked}[right.value=/^(point|patch|stroke|zone)$/]`,
  message: 'Tell kinds of marks apart by KINDS or in a switch that ends in never (static/js/geom/kinds.js).',
}));

const reportUnusedDisableDirectives = 'error';

export default [
  { ignores: ['static/js/geom/uncertainty_table.js'] },
  { linterOptions: { reportUnusedDisableDirectives } },
  { files: ['static/**/*.js'], plugins: { house: { rules: { 'own-lines': ownLines } } }, rules: { 'house/own-lines': 'error' } },
  { files: ['static/**/*.js'], rules, languageOptions: { globals: globals.browser } },
  { files: ['static/js/*/**/*.js'], rules: { 'no-restricted-syntax': ['error', ...oneKind] } },
  { files: ['static/sw.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['tests/js/*.js'], rules, languageOptions: { globals: globals.node } },
];
