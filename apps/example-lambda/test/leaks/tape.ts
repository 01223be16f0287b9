/** Choices on a tape: whatever is made of it shrinks with it, towards the first of each. */
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"

/** Made choices, in the order in which they are asked for; the first of each where there are no more. */
export interface Choices {
  /** From 0. */
  readonly below: (count: number) => number
  readonly pick: <const A>(items: readonly [A, ...ReadonlyArray<A>]) => A
  /** From 0 to `most` of what is made. */
  readonly some: <A>(most: number, make: (at: number) => A) => ReadonlyArray<A>
  /** Some choices of which one number of the tape holds all. */
  readonly apart: () => Choices
}

const most = 2_147_483_647
const one = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: most })))

/** A tape of so many numbers. */
export const tape = (length: number): Arbitrary.Arbitrary<ReadonlyArray<number>> =>
  Arbitrary.array(one, { minLength: length, maxLength: length })

export const choosing = (tape: ReadonlyArray<number>): Choices => {
  const rest = tape.values()
  const next = () => scattered(rest.next().value ?? 0)
  return choicesBy((count) => next() % count, next)
}

function choicesBy(below: Choices["below"], next: () => number): Choices {
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    some: (most, make) => Array.from({ length: below(most + 1) }, (_, at) => make(at)),
    apart: () => {
      let digits = next()
      return choicesBy((count) => {
        const digit = digits % count
        digits = Math.floor(digits / count)
        return digit
      }, next)
    }
  }
}

/** Generated numbers are small or large more often than not: apart from 0 they become any. */
function scattered(number: number): number {
  return Math.imul(number, 1_103_515_245) & most
}
