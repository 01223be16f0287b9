/** A record as a client reads it: its JSON, every digit of it. */
import { parseExactJson, type Resource, type Rows } from "@pgcrest/core"
import { print } from "../asking/canonical.ts"

export type Content = Readonly<Record<string, unknown>>

/** The records of an answer. */
export const contentsIn = (rows: Rows.Rows): ReadonlyArray<Content> => {
  const parsed = parseExactJson(`[${rows.json()}]`)
  return Array.isArray(parsed) ? parsed.map((one) => ({ ...Object(one) })) : []
}

/** What the past knows of a record: null for the fields that no change keeps. */
export const recorded = ({ columns }: Resource.Resource, content: Content): Content =>
  Object.fromEntries(
    Object.entries(content).map(([name, value]) => [
      name,
      columns.get(name)?.recorded === "never" ? null : value
    ])
  )

/** As text that is the same for the same content; of no record too. */
export const textOf = (content: Content | null): string => (content === null ? "nothing" : print(content))
