/** What to tell a person whose browser is missing and cannot be installed for them. Pure. */

/**
 * @typedef {object} Want
 * @property {'chromium' | 'firefox'} id
 * @property {string} name
 * @property {string} others all that would do
 * @property {string} variable
 *
 * @typedef {object} System
 * @property {NodeJS.Platform} platform
 * @property {string} os the text of /etc/os-release
 * @property {boolean} apt
 */

/** @type {Record<Want['id'], Record<string, string>>} */
const HOW = {
  chromium: {
    darwin: 'brew install --cask google-chrome',
    win32: 'winget install Google.Chrome',
    ubuntu:
      'sudo snap install chromium   (in a container: the .deb from https://google.com/chrome)',
    debian: 'sudo apt-get install chromium',
    fedora: 'sudo dnf install chromium',
    arch: 'sudo pacman -S chromium',
    suse: 'sudo zypper install chromium',
    alpine: 'apk add chromium',
    other: 'https://www.google.com/chrome',
  },
  firefox: {
    darwin: 'brew install --cask firefox',
    win32: 'winget install Mozilla.Firefox',
    ubuntu:
      'sudo snap install firefox   (in a container: https://support.mozilla.org/kb/install-firefox-linux)',
    debian: 'sudo apt-get install firefox-esr',
    fedora: 'sudo dnf install firefox',
    arch: 'sudo pacman -S firefox',
    suse: 'sudo zypper install MozillaFirefox',
    alpine: 'apk add firefox',
    other: 'https://www.mozilla.org/firefox',
  },
};

/**
 * @param {Want[]} wants
 * @param {System} system
 */
export function adviceFor(wants, system) {
  const kind = kindOf(system);
  const lines = wants.map(
    ({ id, others, variable }) =>
      `No ${others} was found that runs. Get one:\n` +
      `  ${HOW[id][kind] ?? HOW[id]['other']}\n` +
      `or, if there is one in an unusual place, put its path into ${variable}.`,
  );
  return `${lines.join('\n')}\nThen run the same command again; it goes on from here.`;
}

/** @param {System} system */
function kindOf({ platform, os, apt }) {
  if (platform !== 'linux') return platform;
  const [, id = ''] = /^ID="?([^"\n]*)/m.exec(os) ?? [];
  // By its own name only: Mint is like Ubuntu, but has real packages.
  if (id === 'ubuntu') return 'ubuntu';
  if (apt) return 'debian';
  const [, like = ''] = /^ID_LIKE="?([^"\n]*)/m.exec(os) ?? [];
  const others = ['fedora', 'rhel', 'arch', 'suse', 'alpine'];
  const known = others.find((name) => `${id} ${like}`.includes(name));
  return known === 'rhel' ? 'fedora' : (known ?? 'other');
}
