/** What kind of relation a resource's table is, what the database does with it by itself, and whether the role may use it. */
import { type Act, offers, type Resource, versioning } from "@pgcrest/core"
import type { CatalogueTable, Privilege } from "./CatalogueTable.ts"
import { actsOf, privilegesFor } from "./privileges.ts"
import type { Of, SchemaFault } from "./SchemaFault.ts"

/** Whether it has rows that can be read. */
export const isRelation = ({ kind }: CatalogueTable): boolean => "rpvmf".includes(kind)

export const relationFaults = (
  of: Of,
  table: CatalogueTable,
  resource: Resource.Resource
): ReadonlyArray<SchemaFault> => {
  const needed = privilegesFor(actsOf(resource))
  return [
    ...needed
      .filter((privilege) => !table.forbidden && !table.privileges.includes(privilege))
      .map((privilege) => ({ _tag: "PrivilegeMissing" as const, ...of, privilege })),
    ...writingFaults(of, table, resource, needed),
    ...table.unpopulated.map((view) => ({ _tag: "ViewUnpopulated" as const, ...of, view })),
    ...(table.secured ? [{ _tag: "RowsSecured" as const, ...of }] : []),
    ...(table.inherited ? [{ _tag: "RowsInherited" as const, ...of }] : []),
    ...table.triggers.map(({ name, when, events }) => ({
      _tag: "RowTrigger" as const,
      ...of,
      trigger: name,
      when,
      events
    }))
  ]
}

/** What of a resource's writes its table does not let be done. */
function writingFaults(
  of: Of,
  { kind, writable, unchecked, rules, triggers }: CatalogueTable,
  resource: Resource.Resource,
  needed: ReadonlyArray<Privilege>
): ReadonlyArray<SchemaFault> {
  const writes = needed.filter((privilege) => privilege !== "select")
  if (writes.length === 0) return []
  const unwritable = writes.filter((privilege) => !writable.includes(privilege))
  const isPlaceless = kind === "v" || kind === "f"
  // There `on conflict` meets nothing.
  const isKeyless =
    kind === "f" || triggers.some(({ when, events }) => when === "instead of" && /insert/u.test(events))
  return [
    ...(kind === "m" || (kind === "v" && unwritable.length > 0)
      ? [{ _tag: "WritesRefused" as const, ...of, privileges: kind === "m" ? writes : unwritable }]
      : []),
    ...(isKeyless && offers(resource, "replace") ? [{ _tag: "ReplaceRefused" as const, ...of }] : []),
    ...(unchecked && writes.some((privilege) => privilege !== "delete")
      ? [{ _tag: "RowsUnchecked" as const, ...of }]
      : []),
    ...(isPlaceless && versioning(resource)._tag === "Row"
      ? [{ _tag: "RowsWithoutPlace" as const, ...of }]
      : []),
    ...rules
      .filter(({ event }) => rewritten[event].some((act) => offers(resource, act)))
      .map(({ name }) => ({ _tag: "RuleRewrites" as const, ...of, rule: name }))
  ]
}

/** Whose statements have a write of this kind; a replace may be either. */
const rewritten: Readonly<Record<CatalogueTable["rules"][number]["event"], ReadonlyArray<Act>>> = {
  insert: ["create", "replace"],
  update: ["update", "replace"],
  delete: ["delete"]
}
