/** The rights that a role needs to serve an api, and no more, as SQL. */
import { type Act, type Api, type Resource } from "@pgcrest/core"
import { identifier, qualified } from "../sql/identifier.ts"
import { actsOf, doneAs, privilegesFor } from "./privileges.ts"
import { sequenceGrants } from "./sequenceGrants.ts"
import { refusalGrants, trailGrants } from "./trailGrants.ts"

/** What hooks do with a resource beside its rules; around a write, `get` locks. */
export type HookAct = "get" | "create" | "update" | "delete"

/** Who is granted what. */
export interface Grantee {
  /** The application's role, which is there already and owns none of the tables. */
  readonly role: string
  /** What hooks do through `Records` that no rule of the resource offers, by its name: nothing unless told. */
  readonly hooks?: Readonly<Record<string, ReadonlyArray<HookAct>>>
}

/**
 * The least rights for the tables of an api: select, and insert, update and delete by what its rules offer; the sequences
 * of counted columns; an audit trail that can be added to and never changed. To run as the owner of the tables; nothing is revoked.
 */
export const grants = ({ resources }: Api.Api<unknown, unknown>, { role, hooks = {} }: Grantee): string => {
  const to = identifier(role)
  const tables = [...Map.groupBy(resources.values(), textOf)].map(([text, views]) => ({
    text,
    views,
    acts: views.flatMap((resource) => [
      ...actsOf(resource),
      // Who refers to such a record holds it meanwhile.
      ...(resource.softDelete === null ? [] : ["lock" as const]),
      ...(hooks[resource.name] ?? []).flatMap(actOf).map((act) => doneAs(resource, act))
    ])
  }))
  const trail = [
    ...trailGrants(
      tables.flatMap(({ acts }) => acts),
      to
    ),
    ...refusalGrants(resources.values(), to)
  ]
  const schemas = [...resources.values()].flatMap(({ table }) => table.schema ?? [])
  const used = [...new Set([...schemas, ...(trail.length > 0 ? ["audit"] : [])])]
  const lines = [
    ...(used.length > 0 ? [`grant usage on schema ${used.map(identifier).join(", ")} to ${to};`] : []),
    ...tables.map(({ text, views, acts }) => `grant ${rightsOf(views, acts)} on ${text} to ${to};`),
    ...tables.flatMap(({ text, views, acts }) => (inserts(acts) ? sequenceGrants(text, views, role) : [])),
    ...trail
  ]
  return `${lines.join("\n")}\n`
}

type Done = Act | "lock"

function actOf(act: HookAct): ReadonlyArray<Done> {
  return act === "get" ? ["get", "lock"] : [act]
}

function textOf({ table }: Resource.Resource): string {
  return qualified(table.schema, table.name)
}

// A lock is content with the right to update any one column: the key's, which no update sets.
function rightsOf(views: ReadonlyArray<Resource.Resource>, acts: ReadonlyArray<Done>): string {
  const done = acts.filter((act) => act !== "lock")
  const rights = new Set(privilegesFor(["list", ...done]))
  if (done.includes("update") || done.includes("replace")) return [...rights].join(", ")
  rights.delete("update")
  if (!acts.includes("lock") && !acts.includes("delete")) return [...rights].join(", ")
  const keys = new Set(views.map(({ key }) => identifier(key.columns[0].columnName)))
  return [...rights, `update (${[...keys].join(", ")})`].join(", ")
}

function inserts(acts: ReadonlyArray<Done>): boolean {
  return acts.includes("create") || acts.includes("replace")
}
