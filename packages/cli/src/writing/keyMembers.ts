/** How a declaration says what identifies a record, and which columns the audit writes. */
import { list, type Member, object, text } from "../code/Code.ts"
import type { Key, Part, UidType } from "../declaring/Declaration.ts"

/** What a uid is and who makes it, or which fields stand for one. */
export const keyMembers = (key: Key): ReadonlyArray<Member> => {
  if (key.kind === "columns")
    return [
      { name: "uid", value: "null" },
      { name: "key", value: list(key.columns.map(text)) }
    ]
  return [
    ...(key.type === "uuid" ? [] : [{ name: "uid", value: key.field ?? text(key.type) }]),
    ...(key.by === usualMaker(key.type) ? [] : [{ name: "uidBy", value: text(key.by) }])
  ]
}

/** Which columns play which part; parts that are as usual need no word. */
export const auditMembers = (parts: ReadonlyArray<Part>): ReadonlyArray<Member> => {
  const unusual = parts.flatMap(partMember)
  return unusual.length === 0 ? [] : [{ name: "audit", value: object(unusual) }]
}

function partMember({ part, column, name, isTimestamp }: Part): ReadonlyArray<Member> {
  if (column === null) return [{ name: part, value: "false" }]
  if (column === name && !isTimestamp) return name === part ? [] : [{ name: part, value: text(column) }]
  const value = object([
    ...(name === null || name === part ? [] : [{ name: "name", value: text(name) }]),
    ...(column === name ? [] : [{ name: "column", value: text(column) }]),
    ...(isTimestamp ? [{ name: "type", value: text("timestamp") }] : [])
  ])
  return [{ name: part, value }]
}

function usualMaker(type: UidType): "server" | "database" {
  return type === "uuid" || type === "text" || type === "other" ? "server" : "database"
}
