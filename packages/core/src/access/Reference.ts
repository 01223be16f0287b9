/** What a caller may refer to: a record that they do not see is as good as none. */
import * as Predicate from "../query/Predicate.ts"
import type { Column } from "../resource/Column.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import { sightOf } from "./authorise.ts"
import type { Caller } from "./Caller.ts"

/** A field whose new value must be the uid of a record in its caller's sight. */
export interface Reference {
  readonly column: Column
  readonly target: Resource
  /** Which of the target's records exist for the caller. */
  readonly see: Predicate.Predicate
}

/**
 * Those of a resource's references that a caller cannot make to every record: the database looks after the others. What
 * no client writes tells none of them anything, whatever a hook puts there.
 */
export const referencesOf = (links: ReadonlyArray<Link>, caller: Caller): ReadonlyArray<Reference> =>
  links.flatMap(({ from, many, resource }) => {
    if (many || !isAsked(from)) return []
    const see = sightOf(resource, caller)
    return Predicate.isAlways(see) ? [] : [{ column: from, target: resource, see }]
  })

/** Whether a client may say what the column holds. */
function isAsked({ write }: Column): boolean {
  return write !== null && (write.create !== "server" || write.update === "optional")
}

/** The fields among these values that refer to something: which of several it is that refers to nothing would tell what is there. */
export const referringFields = ({ columns }: Resource, values: Values): ReadonlyArray<string> =>
  [...columns.values()].flatMap(({ name, references }) =>
    references !== null && (values[name] ?? null) !== null ? [name] : []
  )
