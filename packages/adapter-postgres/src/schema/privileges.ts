/** What a role must be granted on a table for what is done with its records. */
import { type Act, offers, type Resource } from "@pgcrest/core"
import type { Privilege } from "./CatalogueTable.ts"

const needed: Readonly<Record<Act, ReadonlyArray<Privilege>>> = {
  list: ["select"],
  get: ["select"],
  history: ["select"],
  create: ["select", "insert"],
  replace: ["select", "insert", "update"],
  update: ["select", "update"],
  upsert: ["select", "insert", "update"],
  restore: ["select", "insert", "update"],
  delete: ["select", "delete", "update"],
  purge: ["select", "delete", "update"]
}

/** What clients can do with a resource. */
export const actsOf = (resource: Resource.Resource): ReadonlyArray<Act> => {
  const isAct = (act: string): act is Act => Object.hasOwn(needed, act)
  return Object.keys(needed).flatMap((act) =>
    isAct(act) && offers(resource, act) ? [doneAs(resource, act)] : []
  )
}

/** An act as its statements do it: a soft delete is an update. */
export function doneAs<A extends string>(resource: Resource.Resource, act: A): A | "update" {
  return act === "delete" && resource.softDelete !== null ? "update" : act
}

/** What its statements need: a row is locked before it is deleted, for which PostgreSQL asks the right to update. */
export const privilegesFor = (acts: ReadonlyArray<Act>): ReadonlyArray<Privilege> => [
  ...new Set(acts.flatMap((act) => needed[act]))
]
