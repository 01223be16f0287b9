/** What clients saw of records that hold lists, to which values are appended: the workload of Jepsen's Elle. */

/** A value was added to the end of a key's list. Nobody else appends it to this key. */
export interface Append {
  readonly _tag: "Append"
  readonly key: string
  readonly value: string
}

/** All that a key's list held; an answer to a write that shows its record is a read behind the append. */
export interface Read {
  readonly _tag: "Read"
  readonly key: string
  readonly values: ReadonlyArray<string>
  /** Which version of the record it was: each append makes one, and nothing else does. Null where none is told. */
  readonly version: number | null
}

/** One thing that a transaction did to one key. */
export type Step = Append | Read

/** One request of a client, with all that it was sent again until its answer came. */
export interface Transaction {
  /** Unlike those of all others; faults name it. */
  readonly id: string
  /** When it was sent first, and when its answer came, by one clock in any unit. */
  readonly invoked: number
  readonly completed: number
  /** What the client knows: `failed` is certain, nothing of it was written; `unknown` may happen at any later time. */
  readonly outcome: "done" | "failed" | "unknown"
  /**
   * What it is promised. All of a `serializable` one happens at one moment between `invoked` and `completed`. Of a `read committed`
   * one the writes do, while each of its reads may be of another moment.
   */
  readonly isolation: "serializable" | "read committed"
  /** In the order in which it did them. Only of what is done the reads count. */
  readonly steps: ReadonlyArray<Step>
}

/** Transactions in any order. */
export type History = ReadonlyArray<Transaction>
