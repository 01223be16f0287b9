/** The contract of `ResourceStore`: an adapter's whole test file is one call of `suite`. */
import { describe, layer } from "@effect/vitest"
import type { ResourceStore } from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Layer from "effect/Layer"
import { everyCase } from "./contract/cases/everyCase.ts"
import { keptRefusalCases, type ReadRefusals } from "./contract/cases/keptRefusalCases.ts"

export type { ReadRefusals } from "./contract/cases/keptRefusalCases.ts"
export { type Case, everyCase } from "./contract/cases/everyCase.ts"
export type { GeneratedOptions } from "./contract/equivalence/checked.ts"
export { equivalence } from "./contract/equivalence/equivalence.ts"
export { histories } from "./contract/equivalence/histories.ts"

/**
 * Registers every promise of the port as a test of this store, which is built once. Stores that need tables find
 * them in `contractSchema`; give those that have connections several, so that writes really meet.
 */
export const suite = <E>(name: string, store: Layer.Layer<ResourceStore, E>): void =>
  layer(Layer.merge(store, SecureRandom.layerWebCrypto), {
    excludeTestServices: true,
    timeout: "60 seconds"
  })(`ResourceStore contract: ${name}`, (it) => {
    for (const [theme, cases] of Map.groupBy(everyCase, ({ theme }) => theme))
      describe(theme, () => cases.forEach(({ promise, run }) => it.effect(promise, run)))
  })

/** What a store keeps of refusals no command reads: its adapter tells how their owner does. */
export const refusals = <E>(name: string, store: Layer.Layer<ResourceStore, E>, read: ReadRefusals): void =>
  layer(Layer.merge(store, SecureRandom.layerWebCrypto), {
    excludeTestServices: true,
    timeout: "60 seconds"
  })(`ResourceStore contract, refusals: ${name}`, (it) =>
    keptRefusalCases(read)({ effect: (promise, run) => it.effect(promise, run) })
  )
