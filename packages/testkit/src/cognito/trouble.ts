/** What can be wrong with a service that is asked over a network. */

/** How the server behaves from now on; "none" answers as it should. */
export type Trouble =
  | { readonly _tag: "None" }
  /** Refuses this share of the calls, from 0 to 1: those that the seed picks. */
  | { readonly _tag: "Throttled"; readonly share: number; readonly seed: number }
  /** Answers each call so much later. */
  | { readonly _tag: "Slow"; readonly millis: number }
  /** Takes calls, and answers none of them before it is told to behave otherwise. */
  | { readonly _tag: "Silent" }
  /** Answers 503. */
  | { readonly _tag: "Outage" }
  /** Breaks the connection off. */
  | { readonly _tag: "Broken" }
  /** Answers this text, with 200 unless another status is given. */
  | { readonly _tag: "Garbage"; readonly body: string; readonly status?: number }

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const numbersOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
