import { TokenRevocation, UserDirectory } from "@pgcrest/core"
import { TokenRevocationContract, UserDirectoryContract } from "@pgcrest/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { brokenDirectories } from "./brokenDirectories.ts"
import { brokenRevocations } from "./brokenRevocations.ts"
import { people } from "./people.ts"
import { tokens } from "./tokens.ts"

/** The promises of these that do not hold. */
const broken = Effect.fnUntraced(function* <R>(cases: ReadonlyArray<UserDirectoryContract.Case<R>>) {
  const found: Array<string> = []
  for (const { promise, run } of cases) if (Exit.isFailure(yield* Effect.exit(run()))) found.push(promise)
  return found
})

describe("the contract of directories", () => {
  for (const [name, make] of Object.entries(brokenDirectories))
    it.effect(`finds out one that ${name}`, () =>
      Effect.gen(function* () {
        const directory = make()(yield* UserDirectory)
        const cases = broken(UserDirectoryContract.everyCase)
        assert.isNotEmpty(yield* Effect.provideService(cases, UserDirectory, directory))
      }).pipe(Effect.provide([people]))
    )

  it.effect("holds of the memory directory", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* broken(UserDirectoryContract.everyCase), [])
    }).pipe(Effect.provide([people]))
  )
})

describe("the contract of revocations", () => {
  for (const [name, make] of Object.entries(brokenRevocations))
    it.effect(`finds out one that ${name}`, () =>
      Effect.gen(function* () {
        const revocation = make()(yield* TokenRevocation)
        const cases = broken(TokenRevocationContract.everyCase)
        assert.isNotEmpty(yield* Effect.provideService(cases, TokenRevocation, revocation))
      }).pipe(Effect.provide([tokens]))
    )

  it.effect("holds of the memory revocation", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* broken(TokenRevocationContract.everyCase), [])
    }).pipe(Effect.provide([tokens]))
  )
})
