/** A field of an old image, read by its name alone: today's row type may know nothing of the others. */
import type { Resource } from "@pgcrest/core"
import { castType } from "../columns.ts"
import { literal, raw, type Sql, sql } from "../Sql.ts"

/** A field of the content `json`; null where the image did not have it. */
export const imageField =
  ({ columns }: Resource.Any, json: string) =>
  (field: string): Sql<unknown> => {
    const type = columns.get(field)?.type ?? { kind: "text" as const }
    const text = sql`(${raw(json)} ->> ${literal(field)})`
    return type.kind === "text" ? text : sql`${text}::${raw(castType(type))}`
  }
