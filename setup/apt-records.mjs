/**
 * Ubuntu's packages of both browsers hold no browser, only a note that it comes as a snap, which
 * containers and many servers cannot run.
 * @param {string} record what `apt-cache show` prints of one version
 */
export function isSnapStub(record) {
  return (
    /^(Pre-)?Depends:.*\bsnapd\b/m.test(record) ||
    /^Version:.*snap/m.test(record) ||
    /^Description.*transitional.*snap/im.test(record)
  );
}
