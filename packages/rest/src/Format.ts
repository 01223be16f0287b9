/** Ways of writing records, and of reading them, beside JSON: values that a wire is handed, so that what nobody names costs no byte. */
import type { Column, ColumnType, Command } from "@pgcrest/core"
import type * as Result from "effect/Result"
import type { RequestFailure } from "./problem/RequestFailure.ts"

/** One name of an answer's records, in order. */
export interface ShownField {
  readonly name: string
  /** The type that its values are told as; null for related records, and for what is no column. */
  readonly type: ColumnType | null
  /** Whether it is the record's uid. */
  readonly isUid: boolean
}

/** How records of these fields are written: what stands before the first, each part of them, and what stands behind the last. */
export interface Writer {
  readonly head: string
  /** Records as JSON texts, joined by commas; none at all is "". */
  readonly write: (json: string) => string
  /** Between two parts, neither of which is empty. */
  readonly between: string
  readonly tail: string
  /** What stands in the place of the tail where records are missing, of the JSON that says why; null where nothing could. */
  readonly broken: ((problem: string) => string) | null
}

/**
 * Reads the text of a body as rows, by the columns of a resource; values are JSON or cells, which are validated later. It
 * stops where there are more rows than are taken: see `tooManyRows`.
 */
export type Read = (
  text: string,
  limits: ReadLimits
) => Result.Result<ReadonlyArray<Command.Body>, RequestFailure>

/** What a body is read by. */
export interface ReadLimits {
  readonly columns: ReadonlyMap<string, Column>
  readonly depth: number
  readonly rows: number
  /** What null is written as on this wire, where a format has no other word for it. */
  readonly null?: string
}

/** A way of writing records under a media type. */
export interface Format {
  readonly _tag: "Format"
  /** The media types that ask for it, in lower case, the usual one first. */
  readonly types: readonly [string, ...ReadonlyArray<string>]
  /** By which entity tags tell what is written from other ways of writing it. */
  readonly view: string
  /** How a file of it is named at its end, where browsers should keep it as one; null where not. */
  readonly extension: string | null
  /** For records of these fields; fails with what keeps them from being written so. */
  readonly writer: (fields: ReadonlyArray<ShownField>) => Result.Result<Writer, string>
  /** Null where no body is read. */
  readonly read: Read | null
}
