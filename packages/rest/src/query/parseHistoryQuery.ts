/** The query string of a history: its page, and which fields of each change are shown. */
import { type ChangeField, changeFields, type Query } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { onlyWords } from "./onlyWords.ts"
import type { Pairs } from "./Parameter.ts"
import { parsePart } from "./parsePage.ts"
import { repeatedField, unknownField } from "./queryFailure.ts"

type Parsed<A> = Result.Result<A, RequestFailure>
type Fields = ReadonlyArray<ChangeField> | null

/** Null for whole changes. */
export const parseHistoryQuery = (
  pairs: Pairs,
  limits: Limits
): Parsed<{ readonly page: Query.OffsetPage; readonly select: Fields }> =>
  Result.flatMap(onlyWords(pairs, ["select", "limit", "offset"]), (words) =>
    Result.flatMap(parsePart(words, limits), ({ limit, offset }) =>
      Result.map(fieldsOf(words.get("select")?.text ?? ""), (select) => ({
        page: { _tag: "Offset", limit: limit ?? limits.defaultPage, offset: offset ?? 0 },
        select
      }))
    )
  )

function fieldsOf(text: string): Parsed<Fields> {
  if (text === "" || text === "*") return Result.succeed(null)
  const fields = new Set<ChangeField>()
  for (const name of text.split(",")) {
    const field = changeFields.find((known) => known === name)
    if (field === undefined) return Result.fail(unknownField(name))
    if (fields.has(field)) return Result.fail(repeatedField(field))
    fields.add(field)
  }
  return Result.succeed([...fields])
}
