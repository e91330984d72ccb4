/** What fingers need, in ms. Source: 132,574 presses of 22 people. */

/** 99 of 100 of people's holds are longer; programs let go sooner. */
export const FINGER_HOLD = 40;
/** From letting one key go to pressing the next; however long programs hold, they press at once. */
export const FINGER_FLIGHT = 10;
