import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/structure.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          // What needs the built extension: the package itself, and real browsers with it.
          name: 'built',
          include: ['tests/built/**/*.test.ts', 'tests/e2e/**/*.test.ts'],
          globalSetup: 'tests/e2e/build-demo.ts',
          environment: 'node',
          // Two browsers, each busy with streams: one file at a time on two cores.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
