/** What single reads show: of one key each, and without a clock. */
import type { Fault } from "./Fault.ts"
import type { History, Transaction } from "./History.ts"
import { isPrefix, type Key, type Seen } from "./keys.ts"

/** Each kind once for a key at the most: what is wrong with a list goes on in all that follow. */
export const readFaults = (key: Key): ReadonlyArray<Fault> =>
  [
    first(key, duplicateIn, "Duplicate"),
    first(key, unknownIn, "UnknownValue"),
    first(key, abortedIn, "AbortedRead"),
    first(key, intermediateIn, "IntermediateRead"),
    fork(key),
    disorder(key)
  ].flatMap((fault) => fault ?? [])

/** What a transaction does not read of its own. */
export const ownFaults = (history: History): ReadonlyArray<Fault> =>
  history.filter(({ outcome }) => outcome === "done").flatMap((by) => unseenOwn(by) ?? [])

type Find = (read: Seen, key: Key) => string | undefined

function first(
  key: Key,
  find: Find,
  _tag: "Duplicate" | "UnknownValue" | "AbortedRead" | "IntermediateRead"
): Fault | undefined {
  for (const read of key.reads) {
    const value = find(read, key)
    if (value !== undefined) return { _tag, key: key.key, value, transaction: read.by.id }
  }
  return undefined
}

function duplicateIn({ values }: Seen): string | undefined {
  return new Set(values).size === values.length
    ? undefined
    : values.find((value, at) => values.indexOf(value) < at)
}

function unknownIn({ values }: Seen, { writers }: Key): string | undefined {
  return values.find((value) => !writers.has(value))
}

function abortedIn({ values }: Seen, { writers }: Key): string | undefined {
  return values.find((value) => writers.get(value)?.outcome === "failed")
}

/** The last value alone: what stands between those of one transaction is a cycle of writes. */
function intermediateIn({ by, key, values }: Seen, { writers }: Key): string | undefined {
  const last = values.at(-1)
  const writer = last === undefined ? undefined : writers.get(last)
  if (writer === undefined || writer === by) return undefined
  const own = writer.steps.flatMap((step) => (step._tag === "Append" && step.key === key ? step.value : []))
  return own.every((value) => values.includes(value)) ? undefined : last
}

function fork({ key, order, reads }: Key): Fault | undefined {
  const longest = reads.find(({ values }) => values === order)
  const other = reads.find(({ values }) => !isPrefix(values, order))
  return longest === undefined || other === undefined
    ? undefined
    : { _tag: "Fork", key, transactions: [other.by.id, longest.by.id] }
}

function disorder({ key, reads }: Key): Fault | undefined {
  const told = reads.filter(({ version }) => version !== null)
  const sorted = told.toSorted(
    (a, b) => a.values.length - b.values.length || Number(a.version) - Number(b.version)
  )
  const at = sorted.findIndex((read, at) => {
    const before = sorted[at - 1]
    if (before === undefined) return false
    return before.values.length === read.values.length
      ? before.version !== read.version
      : Number(before.version) >= Number(read.version)
  })
  const [before, after] = [sorted[at - 1], sorted[at]]
  return before === undefined || after === undefined
    ? undefined
    : { _tag: "VersionDisorder", key, transactions: [before.by.id, after.by.id] }
}

function unseenOwn({ id, steps }: Transaction): Fault | undefined {
  for (const [at, step] of steps.entries()) {
    if (step._tag === "Append") continue
    const own = steps
      .slice(0, at)
      .flatMap((one) => (one._tag === "Append" && one.key === step.key ? one.value : []))
    const value = own.find((one) => !step.values.includes(one))
    if (value !== undefined) return { _tag: "OwnWriteUnseen", key: step.key, value, transaction: id }
  }
  return undefined
}
