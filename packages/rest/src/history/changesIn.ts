/** What a history is answered by: another answer is a store's defect, which `handleCommand` finds out before. */
import { InvalidDeclaration, type Rows } from "@pgcrest/core"

export const changesIn = (rows: Rows.Rows): Rows.Changes => {
  if (rows._tag === "Changes") return rows
  throw new InvalidDeclaration(`A history was answered by ${rows._tag}`)
}
