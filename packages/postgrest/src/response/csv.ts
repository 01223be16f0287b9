/** Rows as lines of commas: a header, and each row as PostgreSQL writes one. */
import { type ColumnType, Projection } from "@pgcrest/core"
import { elementsOf, membersOf } from "./members.ts"

/** Of the rows' JSON texts, joined by commas. A null is nothing, an empty text two quotes; there is no line end at the end. */
export const csv = (projection: Projection.Projection, json: string): string => {
  const header = projection.items.flatMap(Projection.namesIn)
  const kinds = projection.items.flatMap((item) =>
    item._tag === "Column" ? [(item.cast ?? item.column.type).kind] : Projection.namesIn(item).map(() => null)
  )
  const lines = membersOf(json).map((members) =>
    members.map((member, at) => quoted(textOf(member, kinds[at] ?? null))).join(",")
  )
  return [header.join(","), ...lines].join("\n")
}

type Kind = ColumnType["kind"] | null

/** A member's JSON text as PostgreSQL's own. */
function textOf(json: string, kind: Kind): string | null {
  if (json === "null") return null
  if (json === "true" || json === "false") return json.charAt(0)
  if (kind === "array") return literalOf(json)
  if (!json.startsWith('"')) return json
  const text = String(JSON.parse(json))
  return kind === "timestamptz" || kind === "timestamp" ? text.replace("T", " ").replace(/Z$/u, "+00") : text
}

/** `["a","b c"]` → `{a,"b c"}`. */
function literalOf(json: string): string {
  return `{${elementsOf(json).map(elementOf).join(",")}}`
}

function elementOf(json: string): string {
  if (json === "null") return "NULL"
  if (json.startsWith("[")) return literalOf(json)
  const text = textOf(json, null) ?? ""
  const isPlain = text !== "" && !/[{}",\\\s]/u.test(text) && text.toUpperCase() !== "NULL"
  return isPlain ? text : `"${text.replaceAll(/["\\]/gu, "\\$&")}"`
}

function quoted(text: string | null): string {
  if (text === null) return ""
  return text !== "" && !/["\\(),\s]/u.test(text) ? text : `"${text.replaceAll(/["\\]/gu, "$&$&")}"`
}
