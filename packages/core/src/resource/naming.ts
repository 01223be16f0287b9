/** Names in JSON and in SQL: how one follows from the other where a declaration does not say it. */
import type { ColumnType } from "../value/ColumnType.ts"
import type { AuditColumns, AuditName, AuditNames, AuditPart } from "./auditParts.ts"

/** The style of a resource's names in JSON: as in SQL, or in camelCase over columns in snake_case. */
export type Style = "snake" | "camel"

/** One name, in both languages. */
export interface Name {
  /** In JSON. */
  readonly name: string
  /** In SQL. */
  readonly columnName: string
}

/** A table's name. */
export interface TableName {
  /** Null leaves it to the session's search_path. */
  readonly schema: string | null
  readonly name: string
}

/** How a part of the audit is stored. */
export interface Playing extends Name {
  /** The column's type, where it is not the part's own. */
  readonly type: ColumnType | null
}

/** What plays which part of the audit; null where the table has none. */
export type Played = { readonly [P in AuditPart]: Playing | null }

/** The column of a field: the declared one, or the one that follows from its name in JSON. */
export const columnNameOf = (name: string, declared: string | null, style: Style): string =>
  declared ?? (style === "camel" ? name.replace(/[A-Z]/gu, (capital) => `_${capital.toLowerCase()}`) : name)

/** How the audit's parts are named and stored. */
export const playedNames = (names: AuditNames, style: Style, hasUid: boolean): Played => {
  const of = (part: Exclude<AuditPart, "uid">) => {
    const declared = names[part]
    return declared === false ? null : nameOf(part, declared, style)
  }
  return {
    uid: hasUid ? nameOf("uid", names.uid, style) : null,
    version: of("version"),
    created_at: of("created_at"),
    last_updated_at: of("last_updated_at"),
    creator_uid: of("creator_uid"),
    last_updater_uid: of("last_updater_uid")
  }
}

/** The names in JSON of the audit's parts. */
export const auditNames = (played: Played): AuditColumns => ({
  uid: played.uid?.name ?? null,
  version: played.version?.name ?? null,
  created_at: played.created_at?.name ?? null,
  last_updated_at: played.last_updated_at?.name ?? null,
  creator_uid: played.creator_uid?.name ?? null,
  last_updater_uid: played.last_updater_uid?.name ?? null
})

/** The table that a declaration names: `schema.name` is of that schema. */
export const tableOf = (
  declared: string | { readonly schema?: string; readonly name: string }
): TableName => {
  if (typeof declared !== "string") return { schema: declared.schema ?? null, name: declared.name }
  const point = declared.indexOf(".")
  return point < 0
    ? { schema: null, name: declared }
    : { schema: declared.slice(0, point), name: declared.slice(point + 1) }
}

function nameOf(part: AuditPart, declared: string | AuditName | undefined, style: Style): Playing {
  const named: AuditName = typeof declared === "string" ? { name: declared } : (declared ?? {})
  const { name = ownNames[style](part), column = null, type } = named
  return {
    name,
    columnName: columnNameOf(name, column, style),
    type: type === undefined ? null : { kind: type, zone: "utc" }
  }
}

const ownNames: Readonly<Record<Style, (part: AuditPart) => string>> = {
  snake: (part) => part,
  camel: (part) => part.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())
}
