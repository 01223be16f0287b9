/** Contract: sums and averages, to the digit that PostgreSQL tells. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { batchOf } from "../asking/batches.ts"
import type { Cases } from "../asking/cases.ts"
import { computed, ofBatch } from "../asking/computed.ts"
import { aggregate, asked } from "../asking/resolved.ts"
import { Samples } from "../declared/resources.ts"

export const sumCases = (it: Cases): void => {
  it.effect("sums whole numbers and decimals to the digit, and tells nothing of no values", () =>
    Effect.gen(function* () {
      const fields = ["tiny", "small", "big", "exact", "loose"]
      const [small, big] = [2_147_483_647, "9223372036854775807"]
      const values = [
        { tiny: 32_767, small, big, exact: "0.10", loose: "1.250" },
        { tiny: 32_767, small, big, exact: "0.20", loose: "2" },
        {}
      ]
      const sums = { tiny: 65_534n, small: 4_294_967_294n, big: "18446744073709551614" }
      assert.deepStrictEqual(yield* computed("sum", fields, values), {
        values: { ...sums, exact: "0.300000", loose: "3.250" },
        json: '{"tiny":65534,"small":4294967294,"big":18446744073709551614,"exact":0.300000,"loose":3.250}'
      })
      const nothing = Object.fromEntries(fields.map((name) => [name, null]))
      for (const word of ["sum", "avg", "min", "max"])
        assert.deepStrictEqual((yield* computed(word, fields, [{}])).values, nothing)
      const filters = ofBatch(yield* batchOf(...values))
      const texts = { select: [aggregate("sum", "loose", { cast: "text" })], filters }
      assert.deepStrictEqual(yield* asked(Samples, texts), [{ sum: "3.250" }])
    })
  )

  it.effect("sums doubles as the decimals that they are told as, whatever their order", () =>
    Effect.gen(function* () {
      const tenths = [
        { real: 0.1, approx: 0.1 },
        { real: 0.2, approx: 0.3 }
      ]
      const fields = ["real", "approx"]
      assert.deepStrictEqual(yield* computed("sum", fields, tenths), {
        values: { real: 0.3, approx: Math.fround(0.4) },
        json: '{"real":0.3,"approx":0.4}'
      })
      assert.deepStrictEqual(yield* computed("avg", fields, tenths), {
        values: { real: 0.15, approx: 0.2 },
        json: '{"real":0.15,"approx":0.2}'
      })
    })
  )

  it.effect("fails of no double, however great or small", () =>
    Effect.gen(function* () {
      const told = Effect.fnUntraced(function* (...values: ReadonlyArray<object>) {
        const sums = yield* computed("sum", ["real", "approx"], values)
        const averages = yield* computed("avg", ["real", "approx"], values)
        return [...Object.values(sums.values), ...Object.values(averages.values)]
      })
      const most = { real: Number.MAX_VALUE, approx: 3.4028235e38 }
      const [least, none] = [
        { real: 5e-324, approx: 1e-45 },
        { real: 0, approx: 0 }
      ]
      const endless = { real: "Infinity", approx: "-Infinity" }
      const all = [Infinity, Infinity, Number.MAX_VALUE, 3.4028235e38]
      assert.deepStrictEqual(yield* told(most, most), all)
      assert.deepStrictEqual(yield* told(least, none), [5e-324, Math.fround(1e-45), 5e-324, 5e-46])
      assert.deepStrictEqual(yield* told(least, none, none), [
        5e-324,
        Math.fround(1e-45),
        0,
        3.3333333333333333e-46
      ])
      const ends = [Infinity, -Infinity, Infinity, -Infinity]
      assert.deepStrictEqual(yield* told(endless, most), ends)
      const no = [NaN, NaN, NaN, NaN]
      assert.deepStrictEqual(yield* told(endless, { real: "-Infinity", approx: "NaN" }), no)
    })
  )

  it.effect("averages with as many digits as PostgreSQL has", () =>
    Effect.gen(function* () {
      const fields = ["tiny", "small", "big", "exact", "loose"]
      const averages = (...values: ReadonlyArray<object>) =>
        Effect.map(computed("avg", fields, values), (told) => Object.values(told.values))
      assert.deepStrictEqual(
        yield* averages(
          { tiny: 1, small: 2, big: 10, exact: 1, loose: "NaN" },
          { tiny: 2, small: 4, big: 10, exact: 2 },
          { big: 9 }
        ),
        ["1.5000000000000000", "3.0000000000000000", "9.6666666666666667", "1.5000000000000000", "NaN"]
      )
      const small = { small: 0 }
      assert.deepStrictEqual(
        yield* averages(
          { tiny: 0, small: -1, big: "9223372036854775807", exact: "0.000001", loose: "1e-30" },
          small,
          small
        ),
        [
          "0.00000000000000000000",
          "-0.33333333333333333333",
          "9223372036854775807",
          "0.000001000000000000000000",
          "0.000000000000000000000000000001000000000000000000"
        ]
      )
    })
  )
}
