import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';
import { parsePresetAdapters } from './core/sites/preset-adapters.ts';
import { parsePresetSites } from './core/sites/site.ts';

const presetSites = parsePresetSites(process.env['TRUEBURN_SITES'] ?? '');
const adaptersFile = process.env['TRUEBURN_ADAPTERS'] ?? '';
const presetAdapters =
  adaptersFile === '' ? [] : parsePresetAdapters(readFileSync(adaptersFile, 'utf8'), adaptersFile);

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/module-react', '@wxt-dev/i18n/module'],
  manifestVersion: 3,
  vite: () => ({
    plugins: [noHtmlFromStrings(), noAddressInStacks()],
    define: { TRUEBURN_PRESET_ADAPTERS: JSON.stringify(presetAdapters) },
  }),
  outDirTemplate: '{{browser}}-mv{{manifestVersion}}',
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    permissions: ['activeTab', 'scripting', 'storage', 'unlimitedStorage'],
    host_permissions: presetSites,
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    incognito: 'not_allowed',
    content_security_policy: {
      extension_pages: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'trueburn@trueburn.example',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          minimum_chrome_version: '132',
          // Firefox takes policies without a schema.
          storage: { managed_schema: 'managed_schema.json' },
        }),
  }),
});

/**
 * Takes from React the ability to make HTML of strings, which no page of ours uses: what cannot
 * be done cannot be done by mistake, and stores ask about it.
 */
function noHtmlFromStrings(): Plugin {
  return {
    name: 'no-html-from-strings',
    transform: {
      filter: { id: /react-dom-client\.\w+\.js/ },
      handler: (code) => ({ code: code.replaceAll('.innerHTML =', '.textContent ='), map: null }),
    },
  };
}

/**
 * Our frames stand in a page's stacks where it is called back from within ours, and Chromium writes
 * the extension's address there. With a name of its own the script has none.
 */
function noAddressInStacks(): Plugin {
  return {
    name: 'no-address-in-stacks',
    generateBundle: (_options, bundle) => {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && chunk.name === 'hook') {
          chunk.code += '\n//# sourceURL=page-hook\n';
        }
      }
    },
  };
}
