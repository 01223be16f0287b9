/** What the declarations of a database say: one for each of its tables. */
import type { Description } from "../catalogue/Description.ts"
import type { Declaration } from "./Declaration.ts"
import { declarationOf } from "./declarationOf.ts"
import type { Timestamps } from "./fieldType.ts"
import { namedTables } from "./Named.ts"
import type { Kept } from "./resourceNames.ts"
import { referencesOf } from "./referencesOf.ts"
import { relationsOf } from "./relationsOf.ts"
import { verbsOf, writtenPast } from "./verbsOf.ts"

/** Without those tables whose rows nothing tells apart. */
export const declare = (
  { tables }: Description,
  timestamps: Timestamps,
  kept: Kept = () => null
): ReadonlyArray<Declaration> => {
  const [all, past] = [namedTables(tables, kept), writtenPast(tables)]
  const referring = [...all.values()].map((named) => ({ named, references: referencesOf(named, all) }))
  const relations = relationsOf(
    referring.map(({ named, references }) => ({ named, references: references.said }))
  )
  return referring.map(({ named, references }) =>
    declarationOf(named, {
      references,
      relations: relations.get(named.name) ?? [],
      verbs: verbsOf(named, past),
      timestamps
    })
  )
}
