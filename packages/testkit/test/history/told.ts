/** Histories in a test's words. */
import type { ListAppend } from "@pgcrest/testkit/history"

type Transaction = ListAppend.Transaction

export const append = (key: string, value: string): ListAppend.Append => ({ _tag: "Append", key, value })

/** Each value is one letter: `read("x", "ab")`. */
export const read = (key: string, values: string, version: number | null = null): ListAppend.Read => ({
  _tag: "Read",
  key,
  values: [...values],
  version
})

/** A transaction of one moment that is done. */
export const done = (
  id: string,
  [invoked, completed]: readonly [number, number],
  ...steps: Transaction["steps"]
): Transaction => ({ id, invoked, completed, outcome: "done", isolation: "serializable", steps })

export const failed = (...given: Parameters<typeof done>): Transaction => ({
  ...done(...given),
  outcome: "failed"
})

export const unknown = (...given: Parameters<typeof done>): Transaction => ({
  ...done(...given),
  outcome: "unknown"
})

/** Each of its reads may be of another moment. */
export const loose = (...given: Parameters<typeof done>): Transaction => ({
  ...done(...given),
  isolation: "read committed"
})
