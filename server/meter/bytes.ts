/** Bytes from the browser, and to it. */
export interface Bytes {
  up: number;
  down: number;
}
