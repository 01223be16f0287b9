/**
 * Writes under an idempotency key: what is answered is kept in the statement that writes, as the text of the answer's own
 * rows, so that a replay is read by the code that read the answer. Where another write under the key was faster, the
 * unique violation undoes all of this one, and what that one kept is looked for.
 */
import { KeyReused, type Rows, untold } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Output } from "../rows/output.ts"
import { readRecords } from "../rows/recordText.ts"
import type { KeyShape, WriteShape } from "../shape/Shape.ts"
import { join, literal, raw, render, type Rendered, type Sql, sql, value } from "../sql/Sql.ts"
import { type Answer, AnswerUnknown, type Asked, type Keeps, type Seen, type Statement } from "./Statement.ts"
import { actor } from "./stamp.ts"
import { type Composed, statementOf } from "./statementOf.ts"
import type { Verdict } from "./verdict.ts"

/** A write's text; under a key the answer is a part that is told and kept. */
export const renderWrite = (
  shape: WriteShape,
  output: Output,
  composed: Composed
): Rendered & { readonly keeps: Keeps | null } => {
  const { key } = shape
  if (key === null) return { ...render(composed), keeps: null }
  const { queries, answer } = composed
  const keeps: Keeps = {
    form: output.form(),
    of: "rows" in shape || "filter" in shape ? "WrittenMany" : "Written"
  }
  return {
    ...render(
      statementOf(
        [...queries, answered(output, answer), kept(shape, key, keeps, output)],
        raw(`select answer.* from "answer?" as answer`)
      )
    ),
    keeps
  }
}

/** What was kept, read as the answer was; as if nobody read it where its text cannot be read any more. */
export const readAgain = (
  { form, of }: Keeps,
  read: Statement["read"],
  { isSame, kept }: Seen,
  asked: Asked
): Answer => {
  if (!isSame) return Result.fail(new KeyReused())
  if (kept.form !== form || kept.text === null) return Result.succeed(untold(of, kept))
  return Result.flatMap(read(readRecords(kept.text), asked), replayed)
}

function replayed(rows: Rows.Rows): Answer {
  return rows._tag === "Written" || rows._tag === "WrittenMany"
    ? Result.succeed({ ...rows, replayed: true })
    : Result.fail(new AnswerUnknown({ message: `A write was answered with ${rows._tag}` }))
}

/** Numbered as far as they are asked for: columns of an answer need have no names of their own. */
function answered({ width }: Output, answer: Sql): Sql {
  const names = Array.from({ length: width + 3 }, (_, at) => raw(`"${at + 1}?"`))
  return sql`"answer?" (${join(names, ", ")}) as (
${answer}
)`
}

/** The key's row, last of all, where the answer is a success. */
function kept(
  { resource }: WriteShape,
  { key, request }: KeyShape,
  { form, of }: Keeps,
  { width }: Output
): Sql {
  // The uid stands last of what is told, and the verdict three behind it.
  const [uid, verdict] = [raw(`answer."${width}?"`), raw(`answer."${width + 3}?"`)]
  const done = sql`${verdict} in (${join(successes.map(literal), ", ")})`
  const told =
    of === "Written"
      ? sql`array[${uid}], ${verdict} = 'create', row(answer.*)::text
  from "answer?" as answer
  where ${done}`
      : sql`coalesce(array_agg(${uid}), '{}'), coalesce(bool_or(${verdict} = 'create'), false), coalesce(string_agg(row(answer.*)::text, ''), '')
  from "answer?" as answer
  having coalesce(bool_and(${done}), true)`
  return sql`"kept?" as (
  insert into audit.idempotency (caller, key, request, form, resource, uids, created, answer)
  select ${actor}, ${value(key, "text")}, ${value(request, "text")}, ${literal(form)}, ${literal(resource.name)},
    ${told}
)`
}

const successes: ReadonlyArray<Verdict> = ["create", "replace", "update", "unchanged", "delete"]
