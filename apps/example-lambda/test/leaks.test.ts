/** Who may not see a record is told nothing of it: by the memory store, by HTTP, and not by stores that forget a rule somewhere. */
import { afterAll, assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { inMemory } from "./leaks/load.ts"
import { mutated, mutants } from "./leaks/mutants.ts"
import { faultIn, firstFaultIn, wireFaultIn, worlds } from "./leaks/worlds.ts"

const most = Math.max(120_000, worlds * 500)
const fewer = Math.ceil(worlds / 3)

describe("what is hidden from a caller is as if it were not there", () => {
  it.live(
    `in the answers of ${worlds} generated worlds`,
    () => Effect.map(faultIn(inMemory, worlds), (fault) => assert.isUndefined(fault, fault)),
    most
  )

  it.live(
    `in the responses of ${fewer}: statuses, bodies, counts and links`,
    () => Effect.map(wireFaultIn(inMemory, fewer), (fault) => assert.isUndefined(fault, fault)),
    most
  )
})

describe("a store is found out that", () => {
  const told: Array<string> = []
  afterAll(() => console.log(told.join("\n")))
  for (const [fault, mutant] of Object.entries(mutants))
    it.live(
      fault,
      () =>
        Effect.map(firstFaultIn(mutated(mutant, inMemory)), (runs) => {
          assert.isDefined(runs, "every world is answered as it should be")
          told.push(`${fault}: world ${runs}`)
        }),
      most
    )
})
