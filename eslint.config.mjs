import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

const lowerFirst = (name) => name[0].toLowerCase() + name.slice(1);

/** A call names its act once: `placeOrder.place(…)`. */
const noStutter = {
  create: (context) => ({
    'ClassDeclaration > ClassBody > MethodDefinition'({ key, parent }) {
      if (key.name === lowerFirst(parent.parent.id?.name ?? ' '))
        context.report({ node: key, message: 'The class names the act: the method is its verb.' });
    },
    'CallExpression > MemberExpression[object.object.type=ThisExpression]'(callee) {
      if (callee.object.property.name === callee.property.name)
        context.report({ node: callee, message: 'Name the field after its class.' });
    },
  }),
};

const ONLY_PRIVATE = {
  selector: 'PrivateIdentifier',
  message: 'A private member is `private`, not `#`: a proxy can stand before it.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.tandem/**',
      '**/generated/**',
      '**/*.d.ts',
    ],
  },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    plugins: { '@nx': nx, tandem: { rules: { 'no-stutter': noStutter } } },
    languageOptions: { globals: { ...globals.node } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'max-lines': ['error', { max: 250 }],
      'tandem/no-stutter': 'error',
      'no-restricted-syntax': [
        'error',
        ONLY_PRIVATE,
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'process.env is read in libs/config only: add a setting there.',
        },
        {
          selector: "Identifier[name='forwardRef']",
          message: 'Break the cycle instead of forwardRef.',
        },
        {
          selector: 'Literal[regex.pattern=/^.\\[0-9a-f.*[{]8[}].*[{]12[}].$/i]',
          message: "A UUID is recognised by isUUID(text, 'loose') of class-validator.",
        },
        {
          selector: "BinaryExpression[operator='**'][left.value=2][right.type!='Literal']",
          message: 'Waits between tries double in @tandem/kernel: retrying, Backoff or backoffMs.',
        },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          // Specs of persistence use the test database, which is made with persistence.
          ignoredCircularDependencies: [['@tandem/persistence', '@tandem/testing']],
          depConstraints: [
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:tool'] },
            { sourceTag: 'type:test', onlyDependOnLibsWithTags: ['type:lib', 'type:tool'] },
            {
              sourceTag: 'platform:node',
              onlyDependOnLibsWithTags: ['platform:node', 'platform:any'],
            },
            {
              sourceTag: 'platform:web',
              onlyDependOnLibsWithTags: ['platform:web', 'platform:any'],
            },
            { sourceTag: 'platform:any', onlyDependOnLibsWithTags: ['platform:any'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: tseslint.parser, sourceType: 'module' },
      globals: { ...globals.browser },
    },
    rules: { 'vue/multi-word-component-names': 'off' },
  },
  {
    files: [
      'libs/config/src/env.ts',
      'tools/**',
      '*.mjs',
      '**/*.config.{ts,mjs}',
      'e2e/**',
      'bench/**',
    ],
    rules: { 'no-restricted-syntax': ['error', ONLY_PRIVATE] },
  },
  {
    files: ['**/*.{spec,int-spec,sys-spec,drill-spec}.ts'],
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
  prettier,
);
