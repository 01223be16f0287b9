/** How `select` names a relation: `author`, `people!author_uid!inner`. */
import type { QuerySyntax } from "@pgcrest/core"
import { type Cursor, skipBlanks, takeMark } from "./Cursor.ts"
import { isQuoted, readName } from "./readName.ts"

export type Named = Pick<QuerySyntax.RelationSyntax, "name" | "hint" | "join">

/** Up to the parenthesis in which its items stand; undefined, and nothing taken, where this names no relation. */
export const readRelation = (cursor: Cursor): Named | undefined => {
  const start = cursor.at
  const name = readName(cursor)
  const named = name === undefined ? undefined : readHints(cursor, { name, hint: null, join: null })
  if (named !== undefined && takeMark(cursor, "(")) return named
  cursor.at = start
  return undefined
}

/** A hint and a join in either order, each once. */
function readHints(cursor: Cursor, named: Named): Named | undefined {
  if (!takeMark(cursor, "!")) return named
  skipBlanks(cursor)
  const quoted = isQuoted(cursor)
  const word = readName(cursor)
  if (word === undefined) return undefined
  if (quoted || (word !== "inner" && word !== "left"))
    return named.hint === null ? readHints(cursor, { ...named, hint: word }) : undefined
  return named.join === null ? readHints(cursor, { ...named, join: word }) : undefined
}
