import { afterAll, assert, describe, it } from "@effect/vitest"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { ResourceStoreContract } from "@pgcrest/testkit"
import * as Cause from "effect/Cause"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import { mutants, type Suspect } from "./mutants/mutants.ts"

type Store = Pick<typeof ResourceStoreMemory, "layer">

/** The first promise that a store breaks, and how; null where it keeps all of them. One that never answers breaks it as well. */
const firstBroken = ({ layer }: Store, { themes }: Pick<Suspect, "themes">) =>
  Effect.gen(function* () {
    const first = ({ theme }: ResourceStoreContract.Case) => themes.includes(theme)
    const cases = ResourceStoreContract.everyCase
    for (const { theme, promise, run } of new Set([...cases.filter(first), ...cases])) {
      const exit = yield* Effect.exit(Effect.timeout(run(), "10 seconds"))
      if (Exit.isFailure(exit)) return { promise: `${theme}: ${promise}`, how: Cause.pretty(exit.cause) }
    }
    return null
  }).pipe(Effect.provide([layer, SecureRandom.layerWebCrypto, Logger.layer([])]))

/** What columns hold on to has no copy of its own: see `mutating.ts`. */
const mutated = (at: number): Effect.Effect<Store> =>
  Effect.promise(() => {
    Reflect.set(globalThis, "mutant", at)
    return import(/* @vite-ignore */ `../src/ResourceStoreMemory.ts?mutant=${at}`)
  })

describe("the contract", () => {
  const told: Array<string> = []
  afterAll(() => console.log([`${told.length} mutants, and what each breaks first:`, ...told].join("\n")))

  it.live("holds of the memory store as it is", () =>
    Effect.gen(function* () {
      assert.isNull(yield* firstBroken(ResourceStoreMemory, { themes: [] }))
    })
  )

  it("has a name of its own for each mutant", () => {
    assert.strictEqual(new Set(mutants.map(({ name }) => name)).size, mutants.length)
  })

  for (const [at, mutant] of mutants.entries()) {
    it.live(`finds out a store that ${mutant.name}`, () =>
      Effect.gen(function* () {
        const broken = yield* firstBroken(yield* mutated(at), mutant)
        told.push(`${mutant.name} → ${broken?.promise}`)
        assert.isNotNull(broken, "every promise is kept")
        // What throws is found out by any test; a mutant gives a wrong answer.
        assert.notMatch(broken?.how ?? "", /^(?:Type|Reference|Syntax|Range)Error/u)
      })
    )
  }
})
