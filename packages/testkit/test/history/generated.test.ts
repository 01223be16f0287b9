import { ListAppend } from "@pgcrest/testkit/history"
import { assert, describe, test } from "vitest"
import { drawing, generated } from "./generated.ts"

const { judge, tell } = ListAppend
type Step = ListAppend.Step

const histories = Array.from({ length: 300 }, (_, seed) => generated(drawing(seed), 40))

/** The history with its last read of a key told otherwise. */
const endingIn = (history: ListAppend.History, key: string, otherwise: (read: ListAppend.Read) => Step) =>
  history.map((one) =>
    one.id === "end"
      ? {
          ...one,
          steps: one.steps.map((step) => (step._tag === "Read" && step.key === key ? otherwise(step) : step))
        }
      : one
  )
const lists = (history: ListAppend.History) =>
  (history.at(-1)?.steps ?? []).flatMap((step) =>
    step._tag === "Read" && step.values.length > 1 ? [step] : []
  )

/** One in each history whose last reads allow it, and the faults of which one at least must be found. */
const mutations: ReadonlyArray<
  readonly [
    name: string,
    faults: ReadonlyArray<ListAppend.Fault["_tag"]>,
    mutate: (history: ListAppend.History, last: ListAppend.Read) => ListAppend.History
  ]
> = [
  [
    "a value that comes twice",
    ["Duplicate"],
    (history, { key }) =>
      endingIn(history, key, (read) => ({ ...read, values: [...read.values, read.values[0] ?? ""] }))
  ],
  [
    "a value of nobody's",
    ["UnknownValue"],
    (history, { key }) =>
      endingIn(history, key, (read) => ({ ...read, values: [...read.values, "nobody's"] }))
  ],
  [
    "an end that is not there",
    ["StaleRead", "LostUpdate", "Cycle", "VersionDisorder"],
    (history, { key }) =>
      endingIn(history, key, (read) => ({ ...read, values: read.values.slice(0, 1), version: 2 }))
  ],
  [
    "a version that has gone back",
    ["VersionDisorder"],
    (history, { key }) => endingIn(history, key, (read) => ({ ...read, version: 1 }))
  ],
  [
    "a write that is said to have failed",
    ["AbortedRead"],
    (history, { key, values }) =>
      history.map((one) =>
        one.steps.some((step) => step._tag === "Append" && step.key === key && step.value === values[0])
          ? { ...one, outcome: "failed" }
          : one
      )
  ],
  [
    "a value that all reads have lost",
    ["LostUpdate", "OwnWriteUnseen", "IntermediateRead", "Cycle", "VersionDisorder"],
    (history, { key, values }) =>
      history.map((one) => ({
        ...one,
        outcome: "done",
        steps: one.steps.map((step) =>
          step._tag === "Read" && step.key === key
            ? { ...step, values: step.values.filter((value) => value !== values[0]), version: null }
            : step
        )
      }))
  ]
]

describe("of generated histories", () => {
  test("finds nothing where the store is right", () => {
    for (const [seed, history] of histories.entries())
      assert.deepStrictEqual(judge(history).map(tell), [], `seed ${seed}`)
  })

  test.each(mutations)("finds %s", (_name, faults, mutate) => {
    const mutants = histories.flatMap((history) => {
      const [last] = lists(history)
      return last === undefined ? [] : [mutate(history, last)]
    })
    assert.isAbove(mutants.length, histories.length / 2)
    for (const [at, mutant] of mutants.entries()) {
      const found = judge(mutant)
      assert.isTrue(
        found.some(({ _tag }) => faults.includes(_tag)),
        `mutant ${at}: ${found.map(tell).join("\n")}`
      )
    }
  })

  test("finds circles of each kind that several moments allow, once one moment is promised", () => {
    const strict = histories.map((history) =>
      history.map((one): ListAppend.Transaction => ({ ...one, isolation: "serializable" }))
    )
    const anomalies = new Set(
      strict.flatMap(judge).flatMap((fault) => (fault._tag === "Cycle" ? fault.anomaly : []))
    )
    assert.deepStrictEqual([...anomalies].toSorted(), ["G-single", "G2"])
  })

  test("finds nothing in a long one", () => {
    assert.deepStrictEqual(judge(generated(drawing(7), 2000)).map(tell), [])
  })
})
