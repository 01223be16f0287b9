/** Every promise of the port as a case: data, which any runner of tests can run. */
import { accessCases } from "./accessCases.ts"
import { afterReadCases } from "./afterReadCases.ts"
import { afterReadHistoryCases } from "./afterReadHistoryCases.ts"
import { castCases } from "./castCases.ts"
import type { Cases, Proof } from "../asking/cases.ts"
import { aggregateCases } from "./aggregateCases.ts"
import { conflictCases } from "./conflictCases.ts"
import { changeCases } from "./changeCases.ts"
import { countedCases } from "./countedCases.ts"
import { countCases } from "./countCases.ts"
import { createCases } from "./createCases.ts"
import { createManyCases } from "./createManyCases.ts"
import { cursorCases } from "./cursorCases.ts"
import { cutCases } from "./cutCases.ts"
import { dateCases } from "./dateCases.ts"
import { deleteCases } from "./deleteCases.ts"
import { differenceCases } from "./differenceCases.ts"
import { embedCases } from "./embedCases.ts"
import { embedHookCases } from "./embedHookCases.ts"
import { existenceCases } from "./existenceCases.ts"
import { filteredCases } from "./filteredCases.ts"
import { filterCases } from "./filterCases.ts"
import { foundChangesCases } from "./foundChangesCases.ts"
import { forkCases } from "./forkCases.ts"
import { groupCases } from "./groupCases.ts"
import { hiddenCases } from "./hiddenCases.ts"
import { historyAccessCases } from "./historyAccessCases.ts"
import { historyCases } from "./historyCases.ts"
import { hookCases } from "./hookCases.ts"
import { hookVerdictCases } from "./hookVerdictCases.ts"
import { inUnitCases } from "./inUnitCases.ts"
import { instantCases } from "./instantCases.ts"
import { hookRaceCases } from "./hookRaceCases.ts"
import { keyCases } from "./keyCases.ts"
import { keyedCases } from "./keyedCases.ts"
import { keyedUnitCases } from "./keyedUnitCases.ts"
import { manyHookCases } from "./manyHookCases.ts"
import { listCases } from "./listCases.ts"
import { isolationCases } from "./isolationCases.ts"
import { linkCases } from "./linkCases.ts"
import { lockCases } from "./lockCases.ts"
import { mergeCases } from "./mergeCases.ts"
import { nameCases } from "./nameCases.ts"
import { nestedCases } from "./nestedCases.ts"
import { onceDeletedCases } from "./onceDeletedCases.ts"
import { operatorCases } from "./operatorCases.ts"
import { pastCases } from "./pastCases.ts"
import { pageCases } from "./pageCases.ts"
import { patchCases } from "./patchCases.ts"
import { redeclaredCases } from "./redeclaredCases.ts"
import { referenceCases } from "./referenceCases.ts"
import { refusalCases } from "./refusalCases.ts"
import { relatedGroupCases } from "./relatedGroupCases.ts"
import { replaceCases } from "./replaceCases.ts"
import { tagCases } from "./tagCases.ts"
import { restoreCases } from "./restoreCases.ts"
import { shownCases } from "./shownCases.ts"
import { stormCases } from "./stormCases.ts"
import { alongCases } from "./alongCases.ts"
import { softDeleteCases } from "./softDeleteCases.ts"
import { sumCases } from "./sumCases.ts"
import { uidCases } from "./uidCases.ts"
import { unitFailureCases } from "./unitFailureCases.ts"
import { undoneCases } from "./undoneCases.ts"
import { undoCases } from "./undoCases.ts"
import { unitCases } from "./unitCases.ts"
import { unseenReferenceCases } from "./unseenReferenceCases.ts"
import { updateCases } from "./updateCases.ts"
import { upsertCases } from "./upsertCases.ts"
import { verdictCases } from "./verdictCases.ts"

/** One promise of the port, and what holds of a store that keeps it. */
export interface Case {
  /** What it is about: `list`, `unit` and so on. */
  readonly theme: string
  /** The promise, in a sentence. */
  readonly promise: string
  readonly run: Proof
}

const themes: Readonly<Record<string, ReadonlyArray<(it: Cases) => void>>> = {
  "create and get": [createCases, uidCases, keyCases, nameCases],
  replace: [replaceCases, onceDeletedCases, existenceCases],
  update: [updateCases, hiddenCases, mergeCases, patchCases, tagCases, dateCases],
  delete: [deleteCases],
  "soft delete": [softDeleteCases, alongCases],
  restore: [restoreCases],
  undo: [undoCases],
  "many records": [createManyCases, upsertCases, filteredCases, manyHookCases],
  "nested records": [nestedCases],
  access: [accessCases, verdictCases],
  list: [listCases, filterCases],
  operators: [operatorCases],
  pages: [pageCases, cursorCases, cutCases, countCases],
  "shapes of answers": [castCases],
  relations: [embedCases, embedHookCases, linkCases, shownCases],
  aggregates: [aggregateCases, sumCases, groupCases, relatedGroupCases],
  conflict: [conflictCases],
  "existence of references": [unseenReferenceCases, referenceCases],
  history: [
    historyCases,
    foundChangesCases,
    changeCases,
    countedCases,
    instantCases,
    historyAccessCases,
    redeclaredCases
  ],
  refusals: [refusalCases],
  past: [pastCases, differenceCases],
  unit: [unitCases, unitFailureCases, inUnitCases, undoneCases, isolationCases, forkCases, lockCases],
  "idempotency keys": [keyedCases, keyedUnitCases],
  "many at once": [stormCases],
  hooks: [hookCases, hookVerdictCases, hookRaceCases, afterReadCases, afterReadHistoryCases]
}

/** Every case, in the order of the themes. Each makes records of its own, so that all can run on one store. */
export const everyCase: ReadonlyArray<Case> = Object.entries(themes).flatMap(([theme, parts]) => {
  const cases: Array<Case> = []
  for (const part of parts) part({ effect: (promise, run) => void cases.push({ theme, promise, run }) })
  return cases
})
