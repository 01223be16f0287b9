/** The verdict that a statement gives on the record that it locked or is to make: how SQL finds it, and what each is. */
import {
  Conflict,
  FieldImmutable,
  NewValuesRefused,
  NotPermitted,
  RecordNotFound,
  ReferenceMissing,
  Resource,
  type Rows,
  type StoreFailure,
  TooManyAffected,
  VersionMismatch
} from "@pgcrest/core"
import * as Result from "effect/Result"
import type { TextRow } from "../client/TextQuery.ts"
import type { DeleteShape, LockShape, ReplaceShape, UpdateShape } from "../shape/Shape.ts"
import { onRow } from "../sql/term.ts"
import { denies, mismatches } from "./rule.ts"
import { join, literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { type Answer, AnswerUnknown, type Asked, raced, type Raced } from "./Statement.ts"

export type Verdict =
  /** What was done; `lock` where a unit is still to decide. */
  | "create"
  | "replace"
  | "update"
  | "unchanged"
  | "delete"
  | "lock"
  /** Why nothing was. */
  | "RecordNotFound"
  | "NotPermitted"
  | "VersionMismatch"
  | "FieldImmutable"
  | "NewValuesRefused"
  | "Conflict"
  | "Unseen"
  | "TooManyAffected"
  | "ReferenceMissing"
  | "Raced"

/** What a verdict is on. */
interface Judged extends Asked {
  readonly resource: Resource.Resource
  readonly act: string
  /** The immutable fields that would change. */
  readonly fields: ReadonlyArray<string>
  /** The fields that tell a conflict in what an upsert finds its records by. */
  readonly on: ReadonlyArray<string>
}

/** What is told of a write beside its row. */
type Facts = Pick<Rows.Written, "created" | "visible">

type Meaning = Result.Result<{ readonly created: boolean }, StoreFailure | Raced>

/** One table decides: a success, which made the record or not, or a failure. */
const meanings: Readonly<Record<Verdict, (judged: Judged) => Meaning>> = {
  create: () => Result.succeed({ created: true }),
  replace: () => Result.succeed({ created: false }),
  update: () => Result.succeed({ created: false }),
  unchanged: () => Result.succeed({ created: false }),
  delete: () => Result.succeed({ created: false }),
  lock: () => Result.succeed({ created: false }),
  RecordNotFound: ({ resource, uid }) => Result.fail(new RecordNotFound({ resource: resource.name, uid })),
  NotPermitted: ({ resource, act }) => Result.fail(new NotPermitted({ resource: resource.name, act })),
  VersionMismatch: ({ resource, uid }) => Result.fail(new VersionMismatch({ resource: resource.name, uid })),
  FieldImmutable: ({ resource, fields }) =>
    Result.fail(new FieldImmutable({ resource: resource.name, fields })),
  NewValuesRefused: ({ resource }) => Result.fail(new NewValuesRefused({ resource: resource.name })),
  Conflict: ({ resource }) =>
    Result.fail(new Conflict({ resource: resource.name, fields: Resource.takenFields(resource.key) })),
  // Another's record has what a row of an upsert is found by.
  Unseen: ({ resource, on }) => Result.fail(new Conflict({ resource: resource.name, fields: on })),
  TooManyAffected: ({ resource, most }) =>
    Result.fail(new TooManyAffected({ resource: resource.name, most: most ?? 0 })),
  ReferenceMissing: ({ resource, referring }) =>
    Result.fail(new ReferenceMissing({ resource: resource.name, fields: referring })),
  Raced: () => Result.fail(raced)
}

/** A verdict, and when it is given; null for never. */
export type Case = readonly [verdict: Verdict, when: Sql | null]

/** What any use of the row `record` must pass, in this order. */
export const useCases = ({
  resource,
  using,
  condition
}: LockShape | UpdateShape | ReplaceShape | DeleteShape): ReadonlyArray<Case> => [
  ["NotPermitted", denies(using, onRow("record"))],
  ["VersionMismatch", mismatches(condition, resource, "record")]
]

/** The verdict of the first case that holds. */
export const verdictSql = (cases: ReadonlyArray<Case>, otherwise: Verdict): Sql => {
  const branches = cases.flatMap(([verdict, when]) =>
    when === null ? [] : [sql`when ${when} then ${literal(verdict)}`]
  )
  if (branches.length === 0) return literal(otherwise)
  return sql`case\n    ${join(branches, "\n    ")}\n    else ${literal(otherwise)}\n  end`
}

/** What a judged answer tells behind its fields, for `readJudged`. */
export const judgement = (told: {
  readonly verdict: Sql
  /** Whether the caller still sees the record; null where it does. */
  readonly visible: Sql | null
  /** The immutable fields that would change, joined by commas; null for none. */
  readonly immutable: Sql | null
}): Sql => sql`${told.visible ?? raw("true")}, ${told.immutable ?? raw("null")}, ${told.verdict}`

/** Reads a judged answer: of no row there is no record, and a verdict that is not in the table is no answer. */
export const readJudged = (
  rows: ReadonlyArray<TextRow>,
  answered: (rows: ReadonlyArray<TextRow>, facts: Facts) => Rows.Rows,
  judged: Omit<Judged, "fields" | "on">
): Answer => {
  const [row] = rows
  const { resource, uid } = judged
  if (row === undefined) return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
  return Result.map(factsOf(row.slice(-3), { ...judged, on: [] }), (facts) => answered(rows, facts))
}

/** What the three cells of a judgement tell, or why nothing was written. */
export const factsOf = (
  [visible, immutable, verdict]: TextRow,
  judged: Omit<Judged, "fields">
): Result.Result<Facts, StoreFailure | Raced | AnswerUnknown> => {
  if (!isVerdict(verdict))
    return Result.fail(
      new AnswerUnknown({
        message: `The verdict on a record of "${judged.resource.name}" is ${verdict}, which is none`
      })
    )
  const outcome = meanings[verdict]({ ...judged, fields: immutable?.split(",") ?? [] })
  return Result.map(outcome, ({ created }) => ({ created, visible: visible === "t" }))
}

function isVerdict(text: string | null | undefined): text is Verdict {
  return typeof text === "string" && Object.hasOwn(meanings, text)
}
