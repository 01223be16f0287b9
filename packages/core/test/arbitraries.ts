/** Generated inputs of core's property tests. */
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"

/** One of these values. */
export const among = <A>(values: ReadonlyArray<A>): Arbitrary.Arbitrary<A> =>
  Arbitrary.map(int(0, values.length - 1), (at) =>
    values.reduce((chosen, value, i) => (i === at ? value : chosen))
  )

/** A whole number, both ends included. */
export const int = (minimum: number, maximum: number): Arbitrary.Arbitrary<number> =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))

/** A text of these characters. */
export const textOf = (alphabet: string, maxLength: number): Arbitrary.Arbitrary<string> =>
  Arbitrary.map(Arbitrary.array(among([...alphabet]), { maxLength }), (letters) => letters.join(""))

/** A plain decimal: a whole number of 10^-scale. */
export const decimal: Arbitrary.Arbitrary<{
  readonly text: string
  readonly units: bigint
  readonly scale: number
}> = Arbitrary.map(
  Arbitrary.all([among(["", "-", "+"]), textOf("0012345679", 24), int(0, 24), textOf("0", 3)] as const),
  ([sign, digits, places, zeros]) => {
    const all = digits === "" ? "0" : digits
    const scale = Math.min(places, all.length)
    const point = scale === 0 ? "" : "."
    return {
      text: `${sign}${zeros}${all.slice(0, all.length - scale)}${point}${all.slice(all.length - scale)}`,
      units: BigInt(all) * (sign === "-" ? -1n : 1n),
      scale
    }
  }
)
