/** The contract of `ResourceStore`: an adapter's whole test file is one call of `suite`. */
import { describe, layer } from "@effect/vitest"
import type { ResourceStore } from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Layer from "effect/Layer"
import { accessCases } from "./contract/accessCases.ts"
import type { Cases } from "./contract/cases.ts"
import { conflictCases } from "./contract/conflictCases.ts"
import { createCases } from "./contract/createCases.ts"
import { deleteCases } from "./contract/deleteCases.ts"
import { existenceCases } from "./contract/existenceCases.ts"
import { filterCases } from "./contract/filterCases.ts"
import { forkCases } from "./contract/forkCases.ts"
import { hiddenCases } from "./contract/hiddenCases.ts"
import { historyAccessCases } from "./contract/historyAccessCases.ts"
import { historyCases } from "./contract/historyCases.ts"
import { hookCases } from "./contract/hookCases.ts"
import { hookRaceCases } from "./contract/hookRaceCases.ts"
import { listCases } from "./contract/listCases.ts"
import { lockCases } from "./contract/lockCases.ts"
import { mergeCases } from "./contract/mergeCases.ts"
import { onceDeletedCases } from "./contract/onceDeletedCases.ts"
import { pageCases } from "./contract/pageCases.ts"
import { replaceCases } from "./contract/replaceCases.ts"
import { tagCases } from "./contract/tagCases.ts"
import { stormCases } from "./contract/stormCases.ts"
import { uidCases } from "./contract/uidCases.ts"
import { unitCases } from "./contract/unitCases.ts"
import { updateCases } from "./contract/updateCases.ts"
import { verdictCases } from "./contract/verdictCases.ts"

export { equivalence, type EquivalenceOptions } from "./contract/equivalence.ts"

const themes: Readonly<Record<string, ReadonlyArray<(it: Cases) => void>>> = {
  "create and get": [createCases, uidCases],
  replace: [replaceCases, onceDeletedCases, existenceCases],
  update: [updateCases, hiddenCases, mergeCases, tagCases],
  delete: [deleteCases],
  access: [accessCases, verdictCases],
  list: [listCases, filterCases, pageCases],
  conflict: [conflictCases],
  history: [historyCases, historyAccessCases],
  unit: [unitCases, forkCases, lockCases],
  "many at once": [stormCases],
  hooks: [hookCases, hookRaceCases]
}

/**
 * Registers every promise of the port as a test of this store, which is built once. Stores that need tables find
 * them in `contractSchema`; give those that have connections several, so that writes really meet.
 */
export const suite = (name: string, store: Layer.Layer<ResourceStore>): void =>
  layer(Layer.merge(store, SecureRandom.layerWebCrypto), {
    excludeTestServices: true,
    timeout: "60 seconds"
  })(`ResourceStore contract: ${name}`, (it) => {
    for (const [theme, parts] of Object.entries(themes)) {
      describe(theme, () => parts.forEach((cases) => cases(it)))
    }
  })
