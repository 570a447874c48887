/** Types are checked by `npm run types`; here swc only strips them, which is why the whole suite stays quick. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(ts|mjs|js)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript' },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // These ship ES modules only, which jest's CommonJS registry cannot load untransformed.
  transformIgnorePatterns: ['/node_modules/(?!(temporal-polyfill|temporal-utils)/)'],
  setupFiles: ['<rootDir>/test/setup.js'],
  testTimeout: 60_000,
  // jest leaves one core idle by default, which is half of a small machine.
  maxWorkers: '100%',
};
