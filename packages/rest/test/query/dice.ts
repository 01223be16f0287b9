/** Chance that can be told again: the same seed gives the same throws. */

/** A whole number from 0 on, below so many. */
export type Roll = (sides: number) => number

/** A mulberry32: short, and even enough for tests. */
export const dice = (seed: number): Roll => {
  let state = seed | 0
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

/** One of these. */
export const among = <A>(roll: Roll, values: readonly [A, ...ReadonlyArray<A>]): A =>
  values[roll(values.length)] ?? values[0]

/** Fewer than so many. */
export const several = <A>(roll: Roll, below: number, make: (roll: Roll) => A): ReadonlyArray<A> =>
  Array.from({ length: roll(below) }, () => make(roll))
