/** Random numbers that are the same on every machine and every run. */
import { type NonEmptyReadonlyArray } from "effect/Array"

/** Draws the next number, from 0 up to but not including 1. */
export type Random = () => number

/** Tommy Ettinger's mulberry32 (public domain): 32 bits of state, good enough for sample rows, not for secrets. */
export const mulberry32 = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `least` to `most`, both included. */
export const integer = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1))

/** One of the items, each as likely as the others. */
export const pick = <A>(random: Random, items: NonEmptyReadonlyArray<A>): A =>
  items[integer(random, 0, items.length - 1)] ?? items[0]

/** One of the items that fits, or nothing after a thousand misses. */
export const pickWhere = <A>(
  random: Random,
  items: ReadonlyArray<A>,
  fits: (item: A) => boolean
): A | undefined => {
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const item = items[integer(random, 0, items.length - 1)]
    if (item !== undefined && fits(item)) return item
  }
  return undefined
}
