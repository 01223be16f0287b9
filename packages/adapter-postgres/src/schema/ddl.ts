/** What must be created for an api to be served, as SQL. */
import type { Api, Column } from "@pgcrest/core"
import { toParameter } from "../shape/toParameter.ts"
import { declaredType } from "../sql/columns.ts"
import { identifier, objectName } from "../sql/identifier.ts"
import { quoteLiteral } from "../sql/Sql.ts"
import { declaredEnums, type DeclaredTable, declaredTables } from "./declaredTables.ts"

/**
 * The schemas, types, tables, constraints and indexes that an api declares. Running it again changes nothing, and mends
 * nothing: what a table lacks is told by `verifySchema`. The trail's own tables are those of `sql/audit.sql`.
 */
export const ddl = ({ resources }: Api.Api<unknown, unknown>): string => {
  const [enums, tables] = [declaredEnums(resources), declaredTables(resources)]
  const schemas = new Set(
    [...tables, ...enums].map(({ schema }) => schema).filter((schema) => schema !== null)
  )
  const paragraphs = [
    [...schemas].map((schema) => `create schema if not exists ${identifier(schema)};`),
    enums.map(({ text, labels }) => once(`create type ${text} as enum (${listed(labels)})`)),
    ...tables.map((table) => [tableText(table), ...indexes(table)]),
    tables.flatMap(laterReferences)
  ]
  return paragraphs
    .filter((statements) => statements.length > 0)
    .map((statements) => `${statements.join("\n")}\n`)
    .join("\n")
}

function tableText(table: DeclaredTable): string {
  const lines = [
    ...table.columns.map((column) => columnText(table, column)),
    ...table.uniques.map(
      ({ constraint, fields }) => `constraint ${identifier(constraint)} unique (${names(fields)})`
    )
  ]
  return `create table if not exists ${table.text} (\n${lines.map((line) => `  ${line}`).join(",\n")}\n);`
}

function columnText({ uid, required, references }: DeclaredTable, column: Column): string {
  const { name, type } = column
  const reference = references.find((one) => one.column === name && !one.later)
  const parts = [
    identifier(name),
    declaredType(type),
    name === uid ? "primary key" : required.has(name) ? "not null" : "",
    defaultText(column),
    reference === undefined ? "" : `references ${reference.target}`,
    type.kind === "enum" && type.type === null
      ? `check (${identifier(name)} in (${listed(type.labels)}))`
      : ""
  ]
  return parts.filter((part) => part !== "").join(" ")
}

function defaultText({ default: declared, type }: Column): string {
  if (declared?.by !== "database" || declared.value === null) return ""
  const value = toParameter(declared.value, type)
  if (Array.isArray(value)) return `default ${quoteLiteral(arrayText(value))}`
  return `default ${bare.includes(type.kind) ? String(value) : quoteLiteral(String(value))}`
}

const bare = ["boolean", "integer", "bigint", "numeric", "float"]

function arrayText(items: ReadonlyArray<unknown>): string {
  return `{${items.map((item) => `"${String(item).replaceAll(/["\\]/gu, "\\$&")}"`).join(",")}}`
}

// With the uid behind, so that a page of the records that refer to one needs no sort.
function indexes(table: DeclaredTable): ReadonlyArray<string> {
  return table.references
    .filter(({ column }) => !table.uniques.some(({ fields }) => fields[0] === column))
    .map(({ column }) => {
      const name = objectName(table.name, [column, table.uid], "idx")
      return `create index if not exists ${identifier(name)} on ${table.text} (${names([column, table.uid])});`
    })
}

function laterReferences({ name, text, references }: DeclaredTable): ReadonlyArray<string> {
  return references
    .filter(({ later }) => later)
    .map(({ column, target }) => {
      const constraint = identifier(objectName(name, [column], "fkey"))
      return once(
        `alter table ${text} add constraint ${constraint} foreign key (${identifier(column)}) references ${target}`
      )
    })
}

/** A statement that knows no "if not exists". */
function once(statement: string): string {
  const block = `begin ${statement}; exception when duplicate_object then null; end`
  return block.includes("$$") ? `do ${quoteLiteral(block)};` : `do $$ ${block} $$;`
}

function names(columns: ReadonlyArray<string>): string {
  return columns.map(identifier).join(", ")
}

function listed(labels: ReadonlyArray<string>): string {
  return labels.map(quoteLiteral).join(", ")
}
