/** The numbers of clients that a slider gives. */
export const CLIENT_STOPS: readonly number[] = [
  1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 4000, 5000,
];

/** The lengths of a measurement that a slider gives, s. */
export const SECOND_STOPS: readonly number[] = [1, 2, 3, 5, 10, 20, 30, 60];
