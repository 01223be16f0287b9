/** The rules that decide about an act on a resource: read from its declaration once. */
import type { Rule, Rules, Verb } from "../resource/Access.ts"
import type { Column } from "../resource/Column.ts"
import { playing } from "../resource/columnOf.ts"
import { soleColumn } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Act } from "./Permit.ts"

/** A rule that is undefined lets everybody do everything. */
export interface ActRules {
  /** Those of the act's verbs: where none can grant anything, the caller is refused. */
  readonly verbs: ReadonlyArray<Rule>
  /** Which records there are for the caller. */
  readonly sight: Rule | undefined
  readonly using: Rule | undefined
  readonly create: Rule | undefined
  readonly become: Rule | undefined
  /** Where the record's owner is told; null where no column does. */
  readonly creator: Column | null
}

const known = new WeakMap<Resource, Map<Act, ActRules | null>>()

/** Null where a resource does not offer the act: without a rule there is no route. */
export const actRules = (resource: Resource, act: Act): ActRules | null => {
  const ofResource = known.get(resource) ?? new Map<Act, ActRules | null>()
  const found = ofResource.get(act)
  if (found !== undefined) return found
  const rules = read(resource, act)
  known.set(resource, ofResource.set(act, rules))
  return rules
}

function read(resource: Resource, act: Act): ActRules | null {
  const { access, key } = resource
  const verbs = verbsOf(resource, act).map((verb) => access[verb])
  if (!isPossible(resource, act) || !verbs.every((rule) => rule !== undefined)) return null
  return {
    verbs,
    // Of records without an address, who may list them sees them.
    sight: access.get ?? (soleColumn(key) === null ? access.list : undefined) ?? access[targetVerb(act)],
    using: usingOf(act, access),
    // What is made again was made once, by whoever might.
    create: act === "restore" ? undefined : access.create,
    become: access.become,
    creator: playing(resource, "creator_uid")
  }
}

/** What several fields identify has no address of its own, and what is made by the database alone cannot be told before it is. */
function isPossible({ key, softDelete }: Resource, act: Act): boolean {
  switch (act) {
    case "list":
    case "delete":
      return true
    // A client alone names its records here, and so it does in each row.
    case "upsert":
      return (
        soleColumn(key) !== null && key.columns.every(({ plays, write }) => plays !== null || write !== null)
      )
    case "create":
      return key.by !== "client" && !(key.by === "fields" && key.columns.some(({ write }) => write === null))
    case "get":
    case "replace":
    case "update":
    case "history":
    case "restore":
      return soleColumn(key) !== null
    // What leaves its table when it is deleted is purged by that.
    case "purge":
      return soleColumn(key) !== null && softDelete !== null
  }
}

/** An upsert creates where there is no record; so does a replace, unless the database makes the uids. */
function verbsOf({ key }: Resource, act: Act): ReadonlyArray<Verb> {
  if (act === "upsert") return ["create", "update"]
  if (act !== "replace") return [act]
  return key.by === "database" ? ["update"] : ["create", "update"]
}

/** The verb that an act is for a record which is there. */
function targetVerb(act: Act): Verb {
  return act === "replace" || act === "upsert" ? "update" : act
}

// What may be seen may be got: sight says it already.
function usingOf(act: Act, access: Rules): Rule | undefined {
  return act === "get" ? undefined : access[targetVerb(act)]
}
