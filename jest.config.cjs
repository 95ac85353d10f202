module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  transform: {
    '^.+\\.m?[tj]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  // Some dependencies ship ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(@cloud-copilot)/)'],
};
