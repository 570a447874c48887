import type { BuildOptions } from 'esbuild';

/**
 * How functions are bundled: the SDK too, since the one in the runtime is older than what some calls need (AWS fact
 * 16). The banner gives the CommonJS packages inside an ES module the `require` they ask for.
 */
export const BUILD_OPTIONS = {
  bundle: true,
  minify: true,
  treeShaking: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  conditions: ['module'],
  external: ['pg-native', 'pg-cloudflare'],
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'silent',
  write: true,
  banner: {
    js: "import{createRequire as covenantRequire}from'node:module';const require=covenantRequire(import.meta.url);",
  },
} as const satisfies BuildOptions;
