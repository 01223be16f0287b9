/** How many worlds are tried, and which: the same in every run, unless somebody asks for others. */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { judge } from "./judge.ts"
import { judgeWire } from "./judgeWire.ts"
import type { Load } from "./load.ts"
import { anyCase, type Case } from "./makeCase.ts"

const { PGCREST_WORLDS: asked, PGCREST_SEED: seed, PGCREST_REPLAY: replay } = process.env

/** PGCREST_WORLDS says how many; 5,000 are the full size. */
export const worlds = Number(asked ?? 300)

type Judge = (load: Load, one: Case) => Effect.Effect<boolean, object>

/** What is wrong with a store, by the smallest world of so many that shows it; undefined where nothing is. */
export const faultIn = (load: Load, runs: number): Effect.Effect<string | undefined> =>
  told(judge, load, runs)

/** The same by HTTP. */
export const wireFaultIn = (load: Load, runs: number): Effect.Effect<string | undefined> =>
  told(judgeWire, load, runs)

/** The first world that shows that something is; undefined where none does. */
export const firstFaultIn = (load: Load): Effect.Effect<number | undefined> =>
  Effect.map(tried(judge, load, { runs: worlds, maxShrinks: 0 }), (result) =>
    result._tag === "Falsified" ? result.runs : undefined
  )

function told(judge: Judge, load: Load, runs: number): Effect.Effect<string | undefined> {
  return Effect.map(tried(judge, load, { runs, maxShrinks: 1000 }), (result) =>
    Arbitrary.formatCheckFailure(result)
  )
}

function tried(judge: Judge, load: Load, size: { readonly runs: number; readonly maxShrinks: number }) {
  return Arbitrary.checkEffect(anyCase, (one) => judge(load, one), {
    ...size,
    size: 250,
    seed: seed ?? "unseen",
    replay
  })
}
