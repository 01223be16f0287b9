/** What is sent for a command, and how its answer is read: decided once per shape. */
import type { AuditedCommand, Cell, Command, Resource, Rows, Stamp, StoreFailure } from "@pgcrest/core"
import * as Data from "effect/Data"
import type * as Result from "effect/Result"
import type { TextRow } from "../client/TextQuery.ts"
import type { Rendered } from "../sql/Sql.ts"

/** Another writer was faster: nothing was written, run the same statement again. */
export const raced = { _tag: "Raced" } as const
export type Raced = typeof raced

/** What a statement answered makes no sense: neither a success nor anything to try again, but a defect of ours. */
export class AnswerUnknown extends Data.TaggedError("AnswerUnknown")<{ readonly message: string }> {}

export type Answer = Result.Result<Rows.Untyped, StoreFailure | Raced | AnswerUnknown>

export interface Statement<C = AuditedCommand> extends Rendered<C> {
  /** The name under which connections keep it prepared; null when there are too many shapes to name. */
  readonly name: string | null
  readonly read: (rows: ReadonlyArray<TextRow>, input: C) => Answer
}

/** What one kind of statement is run for. */
export interface Input<C extends Command.Command<Resource.Resource, Cell>> {
  readonly command: C
  readonly stamp: Stamp
}
