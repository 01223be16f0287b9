/** What is sent for a command, and how its answer is read: decided once per shape. */
import type { Kept, Rows, StoreFailure } from "@pgcrest/core"
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
  /** How many records or changes a page has at most; 0 of what has no pages. */
  readonly limit: number
}

/** What was kept under a key, and whether of the same request. */
export interface Seen {
  readonly isSame: boolean
  readonly kept: Kept
}

/** How an answer is kept: of what cells its rows are, and of which kind it is. */
export interface Keeps {
  readonly form: string
  readonly of: "Written" | "WrittenMany"
}

export interface Statement extends Rendered {
  /** What tells by its plan how many records a list finds, where that is asked; sent behind the statement. */
  readonly plan?: Rendered
  /** Whether its first rows will do where there are too many. */
  readonly canBeCut?: boolean
  readonly read: (rows: ReadonlyArray<TextRow>, asked: Asked) => Answer
  /** Of a write under a key: how its answer is kept. */
  readonly keeps?: Keeps | null
}
