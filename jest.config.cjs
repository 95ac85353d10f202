module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  // Jest would leave one processor to itself, and of two use one: most suites wait for servers that they start.
  maxWorkers: '100%',
  // A worker keeps what it loaded; a fresh one starts in a second.
  workerIdleMemoryLimit: '1GB',
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
