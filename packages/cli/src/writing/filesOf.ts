/** All files that a database's declarations are written to, by path. */
import type { Description, Table } from "../catalogue/Description.ts"
import type { Declaration } from "../declaring/Declaration.ts"
import { declare } from "../declaring/declare.ts"
import type { Timestamps } from "../declaring/fieldType.ts"
import { keyOf } from "../declaring/keyOf.ts"
import { apiFile, mainFile } from "./apiFile.ts"
import { type Decisions, decisionsIn } from "./Decisions.ts"
import { bookkeeping } from "./bookkeeping.ts"
import { commentLines } from "./comments.ts"
import { keptNames } from "./keptNames.ts"
import { resourceFile } from "./resourceFile.ts"

export interface WritingOptions {
  readonly timestamps: Timestamps
  /** The rule for every verb of a new file; without one, none has a rule. */
  readonly access: "everyone" | "signedIn" | null
  /** RFC 3339, for new files of tables that count versions. */
  readonly adopted: string
}

/** What is on disk now by path; names, rules with the comment above them and the instant of adoption are kept from there. */
export type Files = ReadonlyMap<string, string>

export const filesOf = (description: Description, options: WritingOptions, before: Files): Files => {
  const leftOut = description.tables.flatMap((table) => {
    const because = bookkeeping(table) ?? keyless(table)
    return because === null ? [] : [`Left out: ${table.schema}.${table.name}, ${because}.`]
  })
  const tables = description.tables.filter((table) => bookkeeping(table) === null)
  const declarations = declare({ ...description, tables }, options.timestamps, keptNames(before))
  return new Map([
    ...declarations.map((declaration) => {
      const path = `resources/${declaration.name}.ts`
      const decided = decisionsIn(before.get(path) ?? "") ?? undecided(options, declaration)
      return [path, resourceFile(declaration, decided)] as const
    }),
    ["api.ts", apiFile(description.name, declarations, leftOut)],
    ["main.ts", mainFile]
  ])
}

function undecided({ access, adopted }: WritingOptions, declaration: Declaration): Decisions {
  const rules = declaration.verbs.map((verb) => `    ${verb}: Access.${access}`)
  // Of a row that counts nothing the trail finds out by itself that it was there before.
  const counts = declaration.audit.some(({ part, column }) => part === "version" && column !== null)
  return {
    access: access === null ? "{}" : `{\n${rules.join(",\n")}\n  }`,
    remarks: access === null ? toDecide(declaration) : [],
    adopted: counts && !declaration.isView ? adopted : null,
    imports: []
  }
}

function toDecide({ audit, verbs }: Declaration): ReadonlyArray<string> {
  const isOwned = audit.some(({ part, column }) => part === "creator_uid" && column !== null)
  return commentLines(
    `To decide: who may do what. A verb without a rule is not served, and none has one yet: ${verbs.join(", ")}. Rules are Access.everyone, Access.signedIn, ${isOwned ? "Access.owner, " : ""}Access.group("…"), and Access.any and Access.all of several.`
  )
}

function keyless(table: Table): string | null {
  return keyOf(table) === null ? "in which nothing that an address could hold tells rows apart" : null
}
