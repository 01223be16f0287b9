/** The changes that are kept, as reads of the past look at them. */
import type { HeldChanges } from "@pgcrest/core"
import { type Tables, tableOf } from "./Tables.ts"

export const heldChanges = (tables: Tables): HeldChanges => ({
  of: (resource) => tableOf(tables, resource).changes.values(),
  all: () => [...tables.byName.values()].flatMap(({ changes }) => [...changes.values()].flat()),
  place: (change) => tables.places.get(change) ?? 0,
  count: tables.written.length
})
