/** Something the person has to do; its message says what. */
export class SetupError extends Error {}
