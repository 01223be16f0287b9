/** The statements of a resource, as they are sent: whatever else PostgreSQL refuses of them is told before a request meets it. */
import { type Act, offers, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import type { Query } from "../client/PostgresClient.ts"
import { remedyOf } from "../client/sqlState.ts"
import { stamped } from "../shape/Parting.ts"
import type { PredicateShape } from "../shape/PredicateShape.ts"
import { keyOrder, wholeItems } from "../shape/SelectionShape.ts"
import type { Given, Shape } from "../shape/Shape.ts"
import { compileShape } from "../compiling/compile.ts"
import type { Of, SchemaFault } from "./SchemaFault.ts"

/** Asks for the plan of each, which looks at rights too, of views' owners as well; nothing is run. */
export const statementFaults = (
  of: Of,
  resource: Resource.Resource,
  query: Query
): Effect.Effect<ReadonlyArray<SchemaFault>, PgError> =>
  Effect.map(
    Effect.forEach(
      acts.filter((act) => offers(resource, act)),
      (act) => refusalOf(of, resource, act, query)
    ),
    (faults) => faults.flat()
  )

// An upsert asks what a create and an update ask, and a restore what a replace does.
const acts: ReadonlyArray<Act> = ["list", "get", "create", "replace", "update", "delete", "history"]

function refusalOf(
  of: Of,
  resource: Resource.Resource,
  act: Act,
  query: Query
): Effect.Effect<ReadonlyArray<SchemaFault>, PgError> {
  const { text, holes } = compileShape(shapeOf(resource, act), "usual")
  const values = holes.map((hole) => (hole === stamped.uid ? anyUid(resource) : null))
  const asked = query({ name: null, text: `explain ${text}`, values })
  return Effect.as(asked, []).pipe(
    Effect.catch((error) => {
      const remedy = remedyOf(error)
      if (remedy === "defect")
        return Effect.succeed([{ _tag: "StatementRefused" as const, ...of, act, detail: error.message }])
      // A domain may refuse the null that stands for each value here.
      return remedy === "constraint" ? Effect.succeed([]) : Effect.fail(error)
    })
  )
}

// By a uid that is null nothing is looked for, and a view not looked into; one that is none of its type ends the statement.
function anyUid({ key }: Resource.Resource): string | null {
  const sole = Resource.soleColumn(key)
  if (sole === null) return null
  switch (sole.type.kind) {
    case "uuid":
      return "00000000-0000-0000-0000-000000000000"
    case "date":
      return "2000-01-01"
    case "enum":
      return sole.type.labels[0] ?? null
    default:
      return "0"
  }
}

const always: PredicateShape = { _tag: "Constant", value: true }
const condition = { match: null, noneMatch: null, unmodifiedSince: null }
// Holes of their own behind those of the stamp, as each parameter has one type; none of their values is looked at.
const first = Object.keys(stamped).length
const page = { limit: first, offset: first + 1 }

/** Of the usual command, whose caller may do everything and names every field. */
function shapeOf(resource: Resource.Resource, act: Act): Shape {
  const seen = { resource, key: null, see: always }
  const used = { ...seen, using: always, condition }
  const items = wholeItems(resource)
  const written = { values: givenOf(resource, act), references: [] }
  switch (act) {
    case "list":
      return {
        _tag: "List",
        past: null,
        ...used,
        page: { _tag: "Offset", ...page },
        items,
        filter: always,
        order: keyOrder(resource),
        groups: null,
        count: null
      }
    case "get":
      return { _tag: "Get", past: null, ...seen, items }
    case "create":
      return { _tag: "Create", ...seen, ...written, items, createCheck: always }
    case "replace":
    case "upsert":
    case "restore":
      return {
        _tag: "Replace",
        recorded: null,
        kept: [],
        ...used,
        ...written,
        items,
        createCheck: always,
        updateCheck: always
      }
    case "update":
      return { _tag: "Update", recorded: "update", ...used, ...written, items, updateCheck: always }
    case "delete":
      return { _tag: "Delete", softly: resource.softDelete !== null, ...used, items }
    case "purge":
      return { _tag: "Delete", softly: false, ...used, items }
    case "history":
      return {
        _tag: "History",
        ...used,
        of: "record",
        page: { _tag: "Offset", ...page },
        select: null,
        fields: null,
        which: { change: always, was: null, changed: null, held: null }
      }
  }
}

function givenOf({ columns }: Resource.Resource, act: Act): ReadonlyArray<Given> {
  return [...columns.values()]
    .filter(({ write }) => write !== null && (act !== "update" || write.update !== "never"))
    .map((column, at) => ({ column, value: first + at, named: true }))
}
