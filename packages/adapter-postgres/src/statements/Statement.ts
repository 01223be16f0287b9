/** What is sent for a command, and how its answer is read: decided once per shape. */
import type { Rows, StoreFailure } from "@pgcrest/core"
import * as Data from "effect/Data"
import type * as Result from "effect/Result"
import type { TextRow } from "../client/TextQuery.ts"
import type { Rendered } from "../sql/Sql.ts"

/** Another writer was faster: nothing was written, run the same statement again. */
export const raced = { _tag: "Raced" } as const
export type Raced = typeof raced

/** What a statement answered makes no sense: neither a success nor anything to try again, but a defect of ours. */
export class AnswerUnknown extends Data.TaggedError("AnswerUnknown")<{ readonly message: string }> {}

export type Answer = Result.Result<Rows.Rows, StoreFailure | Raced | AnswerUnknown>

/** What of a command its answer may have to tell. */
export interface Asked {
  /** The record's; empty where the command names none. */
  readonly uid: string
  /** Of a write of many rows, each one's. */
  readonly uids: ReadonlyArray<string | null>
  /** How many records a write by filter may be of; null for any number. */
  readonly most: number | null
  /** The fields by which a reference to what is out of sight is told. */
  readonly referring: ReadonlyArray<string>
  /** How many records a page has at most; 0 of what is no list. */
  readonly limit: number
}

export interface Statement extends Rendered {
  /** What tells by its plan how many records a list finds, where that is asked; sent behind the statement. */
  readonly plan?: Rendered
  /** Whether its first rows will do where there are too many. */
  readonly canBeCut?: boolean
  readonly read: (rows: ReadonlyArray<TextRow>, asked: Asked) => Answer
}
