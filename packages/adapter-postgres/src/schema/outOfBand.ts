/** Triggers that record what is written past PGCrest, as SQL: by psql, by other services, by a migration. */
import type { Api, ColumnType, Resource } from "@pgcrest/core"
import { qualified } from "../sql/identifier.ts"
import { quote, quoteLiteral, render, type Sql } from "../sql/Sql.ts"
import { changesBody } from "./outOfBandChanges.ts"
import { numbersBody, numbersConditions } from "./outOfBandNumbers.ts"

/** Whose tables get triggers. */
export interface OutOfBandOptions<Names extends string> {
  /** The names of resources; those of all tables when left out. */
  readonly resources?: ReadonlyArray<Names>
}

/**
 * Functions and triggers that leave a change of what others write, with `db:` and their role as the actor, and count the row's
 * version up where the writer did not. What PGCrest itself writes is recognised and recorded once. To run as the owner of tables
 * and trail, again after a declaration has changed; of a table that several resources are of, the first one named has the changes.
 */
export const outOfBand = <Names extends string>(
  { resources }: Api.Api<unknown, unknown, Names>,
  { resources: named }: OutOfBandOptions<NoInfer<Names>> = {}
): string => {
  const tables = [...resources].filter(([, { view }]) => !view)
  const chosen = tables.filter(([name]) => named === undefined || named.includes(name))
  return [
    ...Map.groupBy(
      chosen.map(([, resource]) => resource),
      textOf
    )
  ]
    .flatMap(([text, [first]]) =>
      first === undefined
        ? []
        : tableText(
            first,
            tables.map(([, resource]) => resource).filter((one) => textOf(one) === text)
          )
    )
    .join("\n")
}

function textOf({ table }: Resource.Resource): string {
  return qualified(table.schema, table.name)
}

function tableText(resource: Resource.Resource, sharing: ReadonlyArray<Resource.Resource>): string {
  const [numbers, changes] = [functionName(resource, "numbers"), functionName(resource, "changes")]
  const on = numbersConditions(resource)
  const row = (name: string, event: string, when: Sql | null) =>
    when === null
      ? []
      : [
          trigger(
            resource,
            name,
            `before ${event}`,
            `for each row when (${textIn(when)}) execute function ${numbers}()`
          )
        ]
  const each = (name: string, when: string, tables: string) =>
    trigger(resource, name, when, `${tables}for each statement execute function ${changes}()`)
  return [
    `-- What others write to ${textOf(resource)} is recorded as of resource "${resource.name}".`,
    ...(on.insert === null && on.update === null
      ? []
      : functionText(resource, numbers, textIn(numbersBody(resource)))),
    ...functionText(resource, changes, textIn(changesBody(resource, sharing))),
    ...row("pgcrest_numbers", "insert", on.insert),
    ...row("pgcrest_renumbers", "update", on.update),
    each("pgcrest_inserts", "after insert", "referencing new table as new_rows "),
    each("pgcrest_updates", "after update", "referencing old table as old_rows new table as new_rows "),
    each("pgcrest_deletes", "after delete", "referencing old table as old_rows "),
    each("pgcrest_truncates", "before truncate", ""),
    ""
  ].join("\n")
}

function functionName({ name }: Resource.Resource, kind: "numbers" | "changes"): string {
  return `audit.${quote(`${name}_${kind}`)}`
}

function textIn(part: Sql): string {
  return render(part).text
}

// Each takes its time at every call, and few types are told by them.
const pinned = [
  ["timezone", "'UTC'"],
  ["datestyle", "'ISO'"],
  ["intervalstyle", "'iso_8601'"],
  ["bytea_output", "'hex'"],
  ["extra_float_digits", "1"]
]

/** The types whose content is the same under any settings of whoever writes. */
const settled: ReadonlySet<ColumnType["kind"]> = new Set([
  "uuid",
  "text",
  "char",
  "citext",
  "enum",
  "boolean",
  "smallint",
  "integer",
  "bigint",
  "oid",
  "numeric",
  "date",
  "timestamptz",
  "timestamp",
  "json",
  "jsonb"
])

/** Nobody else may run it: under a trigger of a table of their own it would record whatever they like. */
function functionText(resource: Resource.Resource, name: string, body: string): ReadonlyArray<string> {
  const isPinned = [...resource.columns.values()].some(({ type }) => !settled.has(type.kind))
  const settings = isPinned ? pinned.map(([setting, value]) => ` set ${setting} = ${value}`).join("") : ""
  const quoted = body.includes("$trigger$") ? quoteLiteral(body) : `$trigger$\n${body}\n$trigger$`
  return [
    `create or replace function ${name}() returns trigger language plpgsql security definer`,
    // What is asked of one row has a plan that looks into one partition.
    ` ${searchPath(resource)} set plan_cache_mode = force_generic_plan${settings}`,
    `as ${quoted};`,
    `revoke all on function ${name}() from public;`
  ]
}

/** All names are whole ones, but for a table without a schema and the functions of an extension. */
function searchPath({ table, columns }: Resource.Resource): string {
  const isWhole = table.schema !== null && ![...columns.values()].some(({ type }) => type.kind === "geometry")
  return isWhole ? "set search_path = pg_catalog, pg_temp" : "set search_path from current"
}

function trigger(resource: Resource.Resource, name: string, when: string, what: string): string {
  return `create or replace trigger ${name} ${when} on ${textOf(resource)} ${what};`
}
