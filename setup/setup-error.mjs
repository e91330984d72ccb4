/** Something the person has to do; its message says what. Anything else thrown is our mistake. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {string} [printed] what the command that failed printed
   */
  constructor(message, printed = '') {
    super(message);
    this.printed = printed;
  }
}
