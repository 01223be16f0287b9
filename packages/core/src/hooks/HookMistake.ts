/** Mistakes of hooks: no client can mend them, so they are defects, of which the log has the cause. */
import * as Data from "effect/Data"
import type { Reference } from "../access/Reference.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import type { Handlers } from "./Hooks.ts"

/** Which hook is asked, and about what. */
export interface Asked {
  readonly hook: keyof Handlers<unknown, unknown>
  readonly resource: Resource
  /** Of the record at the request's address; null at that of a collection. */
  readonly uid: string | null
  /** What the client wants to be written; nothing by reads and deletes. */
  readonly values: Values
  /** What of it the client may not refer to at will. */
  readonly references: ReadonlyArray<Reference>
}

/** A hook went wrong in this way: `beforeCreate of books returned no record`. */
export class HookMistake extends Data.TaggedError("HookMistake")<{
  readonly hook: string
  readonly resource: string
  readonly did: string
  readonly cause?: unknown
}> {
  override get message(): string {
    return `${this.hook} of ${this.resource} ${this.did}.`
  }
}

/** The mistake of this hook. */
export const mistakeOf = ({ hook, resource }: Asked, did: string, cause?: unknown): HookMistake =>
  new HookMistake({ hook, resource: resource.name, did, ...(cause === undefined ? {} : { cause }) })
