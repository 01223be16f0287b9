/** What is kept of a write that was asked under a key, so that the same answer can be given again. */
import type { IdempotencyKey } from "../command/IdempotencyKey.ts"

/** An answer as a store keeps it. */
export interface Kept {
  /** How the text is written: what is of another form cannot be read. */
  readonly form: string
  /** The resource of the records that the answer tells; "" where it tells none. */
  readonly resource: string
  /** These records, in order. */
  readonly uids: ReadonlyArray<string>
  /** Whether the write made one of them. */
  readonly created: boolean
  /** The answer; null where it was erased since. */
  readonly text: string | null
}

/** The key of a whole unit, and how the unit's answer is kept and read again. */
export interface Keeping<A> extends IdempotencyKey {
  /** Whose key it is: whom the unit's changes name. */
  readonly actor: string
  readonly print: (answer: A) => Kept
  /** Says of what is given again that it is. */
  readonly read: (kept: Kept) => A
}
