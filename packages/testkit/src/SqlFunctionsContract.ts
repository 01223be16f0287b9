/** The contract of `SqlFunctions`: an adapter brings the functions that `functionSchema` makes, or their `twins`. */
import { layer } from "@effect/vitest"
import { ResourceStore, type SqlFunctions } from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { functionCases } from "./contract/cases/functionCases.ts"

export { functionSchema, twins } from "./contract/declared/functions.ts"

/** Registers every promise of the port as a test of this adapter, which is built once. */
export const suite = <E>(name: string, functions: Layer.Layer<SqlFunctions, E>): void =>
  layer(Layer.mergeAll(functions, noStore, SecureRandom.layerWebCrypto), {
    excludeTestServices: true,
    timeout: "60 seconds"
  })(`SqlFunctions contract: ${name}`, (it) =>
    functionCases({ effect: (promise, run) => it.effect(promise, run) })
  )

// A function is called past the store.
const noStore = Layer.succeed(ResourceStore, {
  run: () => Effect.die("A function was called through the store."),
  unit: () => Effect.die("A function was called through the store.")
})
