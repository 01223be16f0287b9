/** The contract of `ResourceStore`: an adapter's whole test file is one call of `suite`. */
import { describe, layer } from "@effect/vitest"
import type { ResourceStore } from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Layer from "effect/Layer"
import { accessCases } from "./contract/cases/accessCases.ts"
import { afterReadCases } from "./contract/cases/afterReadCases.ts"
import type { Cases } from "./contract/asking/cases.ts"
import { conflictCases } from "./contract/cases/conflictCases.ts"
import { createCases } from "./contract/cases/createCases.ts"
import { deleteCases } from "./contract/cases/deleteCases.ts"
import { existenceCases } from "./contract/cases/existenceCases.ts"
import { filterCases } from "./contract/cases/filterCases.ts"
import { forkCases } from "./contract/cases/forkCases.ts"
import { hiddenCases } from "./contract/cases/hiddenCases.ts"
import { historyAccessCases } from "./contract/cases/historyAccessCases.ts"
import { historyCases } from "./contract/cases/historyCases.ts"
import { hookCases } from "./contract/cases/hookCases.ts"
import { hookRaceCases } from "./contract/cases/hookRaceCases.ts"
import { listCases } from "./contract/cases/listCases.ts"
import { keyCases } from "./contract/cases/keyCases.ts"
import { lockCases } from "./contract/cases/lockCases.ts"
import { mergeCases } from "./contract/cases/mergeCases.ts"
import { nameCases } from "./contract/cases/nameCases.ts"
import { onceDeletedCases } from "./contract/cases/onceDeletedCases.ts"
import { pageCases } from "./contract/cases/pageCases.ts"
import { redeclaredCases } from "./contract/cases/redeclaredCases.ts"
import { referenceCases } from "./contract/cases/referenceCases.ts"
import { replaceCases } from "./contract/cases/replaceCases.ts"
import { tagCases } from "./contract/cases/tagCases.ts"
import { stormCases } from "./contract/cases/stormCases.ts"
import { uidCases } from "./contract/cases/uidCases.ts"
import { unitCases } from "./contract/cases/unitCases.ts"
import { updateCases } from "./contract/cases/updateCases.ts"
import { verdictCases } from "./contract/cases/verdictCases.ts"

export { equivalence, type EquivalenceOptions } from "./contract/equivalence/equivalence.ts"

const themes: Readonly<Record<string, ReadonlyArray<(it: Cases) => void>>> = {
  "create and get": [createCases, uidCases, keyCases, nameCases],
  replace: [replaceCases, onceDeletedCases, existenceCases],
  update: [updateCases, hiddenCases, mergeCases, tagCases],
  delete: [deleteCases],
  access: [accessCases, verdictCases],
  list: [listCases, filterCases, pageCases],
  conflict: [conflictCases],
  "existence of references": [referenceCases],
  history: [historyCases, historyAccessCases, redeclaredCases],
  unit: [unitCases, forkCases, lockCases],
  "many at once": [stormCases],
  hooks: [hookCases, hookRaceCases, afterReadCases]
}

/**
 * Registers every promise of the port as a test of this store, which is built once. Stores that need tables find
 * them in `contractSchema`; give those that have connections several, so that writes really meet.
 */
export const suite = <E>(name: string, store: Layer.Layer<ResourceStore, E>): void =>
  layer(Layer.merge(store, SecureRandom.layerWebCrypto), {
    excludeTestServices: true,
    timeout: "60 seconds"
  })(`ResourceStore contract: ${name}`, (it) => {
    for (const [theme, parts] of Object.entries(themes)) {
      describe(theme, () => parts.forEach((cases) => cases(it)))
    }
  })
