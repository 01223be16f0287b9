import { ListAppend } from "@pgcrest/testkit/history"
import { assert, describe, test } from "vitest"
import { append, done, failed, loose, read, unknown } from "./told.ts"

const { judge, tell } = ListAppend

/** The faults by their names; a circle by its anomaly. */
const found = (...history: ListAppend.History) =>
  judge(history).map((fault) =>
    fault._tag === "Cycle" ? `${fault.anomaly}${fault.realtime ? "-realtime" : ""}` : fault._tag
  )

/** Two that write to both of these lists, and that nobody else comes before. */
const a = done("a", [0, 9], append("x", "a"), append("y", "a"))
const b = done("b", [0, 9], append("x", "b"), append("y", "b"))

describe("finds nothing in", () => {
  test("no history, and in reads of what is empty", () => {
    assert.deepStrictEqual(found(), [])
    assert.deepStrictEqual(found(done("r", [0, 1], read("x", ""))), [])
  })

  test("appends one after the other, each read by all that began later", () => {
    assert.deepStrictEqual(
      found(
        done("a", [0, 1], append("x", "a"), read("x", "a", 2)),
        done("r", [2, 3], read("x", "a", 2)),
        done("b", [4, 5], append("x", "b"), read("x", "ab", 3)),
        done("s", [6, 7], read("x", "ab", 3))
      ),
      []
    )
  })

  test("an append that one read has and another has not, where both ran beside it", () => {
    assert.deepStrictEqual(
      found(
        done("a", [0, 9], append("x", "a")),
        done("r", [1, 5], read("x", "a")),
        done("s", [1, 6], read("x", "")),
        done("t", [10, 11], read("x", "a"))
      ),
      []
    )
  })

  test("what is unknown and came to be, at once or after a while, and what did not", () => {
    assert.deepStrictEqual(
      found(
        unknown("a", [0, 1], append("x", "a")),
        unknown("b", [0, 1], append("x", "b")),
        done("r", [2, 3], read("x", "")),
        done("s", [4, 5], read("x", "b"))
      ),
      []
    )
  })

  test("what failed and nobody reads", () => {
    assert.deepStrictEqual(found(failed("a", [0, 1], append("x", "a")), done("r", [2, 3], read("x", ""))), [])
  })

  test("an append that nobody read since", () => {
    assert.deepStrictEqual(found(done("r", [0, 1], read("x", "")), done("a", [2, 3], append("x", "a"))), [])
  })

  test("reads of several moments by who is promised no more", () => {
    assert.deepStrictEqual(
      found(
        a,
        loose("r", [0, 9], read("x", ""), read("y", "a")),
        done("s", [10, 11], read("x", "a"), read("y", "a"))
      ),
      []
    )
  })

  test("two of whom each read what the other wrote to, by who is promised no more", () => {
    assert.deepStrictEqual(
      found(
        loose("a", [0, 9], read("x", ""), append("y", "a")),
        loose("b", [0, 9], read("y", ""), append("x", "b")),
        done("s", [10, 11], read("x", "b"), read("y", "a"))
      ),
      []
    )
  })
})

describe("of one list it finds", () => {
  test("an update that is lost", () => {
    const history = [
      done("a", [0, 1], append("x", "a")),
      done("b", [0, 1], append("x", "b")),
      done("r", [2, 3], read("x", "b"))
    ]
    assert.include(found(...history), "LostUpdate")
    assert.deepStrictEqual(judge(history)[0], { _tag: "LostUpdate", key: "x", value: "a", transaction: "a" })
  })

  test("each update that is lost", () => {
    const lost = found(
      done("a", [0, 1], append("x", "a")),
      done("b", [2, 3], append("x", "b")),
      done("r", [4, 5], read("x", ""))
    ).filter((tag) => tag === "LostUpdate")
    assert.lengthOf(lost, 2)
  })

  test("a value that stands twice", () => {
    assert.deepStrictEqual(found(done("a", [0, 1], append("x", "a")), done("r", [2, 3], read("x", "aa"))), [
      "Duplicate"
    ])
  })

  test("two reads of which neither begins with the other", () => {
    assert.deepStrictEqual(
      found(
        done("a", [0, 9], append("x", "a")),
        done("b", [0, 9], append("x", "b")),
        done("r", [1, 2], read("x", "ab")),
        done("s", [3, 4], read("x", "b"))
      ),
      ["Fork"]
    )
  })

  test("a read of what had failed", () => {
    assert.deepStrictEqual(found(failed("a", [0, 1], append("x", "a")), done("r", [2, 3], read("x", "a"))), [
      "AbortedRead"
    ])
  })

  test("a read of a part of what one transaction appends", () => {
    assert.include(
      found(
        done("a", [0, 9], append("x", "a"), append("x", "b")),
        done("r", [1, 2], read("x", "a")),
        done("s", [10, 11], read("x", "ab"))
      ),
      "IntermediateRead"
    )
  })

  test("a value that nobody appended", () => {
    assert.deepStrictEqual(found(done("r", [0, 1], read("x", "a"))), ["UnknownValue"])
  })

  test("a read that lacks what was acknowledged before it began", () => {
    const history = [
      done("a", [0, 1], append("x", "a")),
      loose("r", [2, 3], read("x", "")),
      done("s", [4, 5], read("x", "a"))
    ]
    assert.deepStrictEqual(judge(history), [{ _tag: "StaleRead", key: "x", value: "a", transaction: "r" }])
  })

  test("a read that lacks what was read before it began", () => {
    assert.deepStrictEqual(
      found(
        unknown("a", [0, 1], append("x", "a")),
        done("r", [2, 3], read("x", "a")),
        loose("s", [4, 5], read("x", ""))
      ),
      ["StaleRead"]
    )
  })

  test("a write that its own transaction does not read", () => {
    assert.deepStrictEqual(found(done("a", [0, 1], append("x", "a"), read("x", ""))), ["OwnWriteUnseen"])
  })

  test("one list under two versions, and a longer one under the same", () => {
    const [first, second] = [done("a", [0, 9], append("x", "a")), done("b", [0, 9], append("x", "b"))]
    const all = done("s", [10, 11], read("x", "ab", 3))
    assert.deepStrictEqual(found(first, second, done("r", [1, 2], read("x", "ab", 2)), all), [
      "VersionDisorder"
    ])
    assert.deepStrictEqual(found(first, second, done("r", [1, 2], read("x", "a", 3)), all), [
      "VersionDisorder"
    ])
  })
})

describe("of several it finds", () => {
  test("G0: two that each wrote behind the other", () => {
    assert.deepStrictEqual(
      found(a, b, done("r", [10, 11], read("x", "ab")), done("s", [10, 11], read("y", "ba"))),
      ["G0"]
    )
  })

  test("G1c: two that each read what the other wrote", () => {
    assert.deepStrictEqual(
      found(
        loose("a", [0, 9], append("x", "a"), read("y", "b")),
        loose("b", [0, 9], append("y", "b"), read("x", "a"))
      ),
      ["G1c"]
    )
  })

  test("G-single: a read of one moment that has a part of what was written at one", () => {
    assert.deepStrictEqual(
      found(a, done("r", [0, 9], read("x", "a"), read("y", "")), done("s", [10, 11], read("y", "a"))),
      ["G-single"]
    )
  })

  test("G-single: a part that came to be of what is unknown", () => {
    const half = unknown("a", [0, 1], append("x", "a"), append("y", "a"))
    assert.deepStrictEqual(found(half, done("r", [2, 3], read("x", "a"), read("y", ""))), ["G-single"])
  })

  test("G2: a long fork, of two writes that two reads saw in either order", () => {
    assert.deepStrictEqual(
      found(
        done("a", [0, 9], append("x", "a")),
        done("b", [0, 9], append("y", "b")),
        done("r", [0, 9], read("x", "a"), read("y", "")),
        done("s", [0, 9], read("x", ""), read("y", "b"))
      ),
      ["G2"]
    )
  })

  test("G2: a write skew of two that are promised to be of one moment", () => {
    assert.deepStrictEqual(
      found(
        done("a", [0, 9], read("x", ""), append("y", "a")),
        done("b", [0, 9], read("y", ""), append("x", "b")),
        done("s", [10, 11], read("x", "b"), read("y", "a"))
      ),
      ["G2"]
    )
  })

  test("G0-realtime: a write behind one that began when it had ended", () => {
    assert.deepStrictEqual(
      found(
        done("a", [0, 1], append("x", "a")),
        done("b", [2, 3], append("x", "b")),
        done("r", [4, 5], read("x", "ba"))
      ),
      ["G0-realtime"]
    )
  })

  test("G-single-realtime: reads that lack what was written before what they have", () => {
    assert.deepStrictEqual(
      found(
        done("a", [0, 1], append("x", "a")),
        done("b", [2, 3], append("y", "b")),
        done("r", [0, 9], read("y", "b"), read("x", "")),
        done("s", [10, 11], read("x", "a"))
      ),
      ["G-single-realtime"]
    )
  })
})

test("tells each fault in a sentence, and a circle by its steps", () => {
  const told = judge([
    a,
    done("r", [0, 9], read("x", "a"), read("y", "")),
    done("s", [0, 9], read("y", "a"))
  ]).map(tell)
  assert.deepStrictEqual(told, ["G-single: r -rw(y)-> a -wr(x)-> r"])
  const [lost] = judge([done("a", [0, 1], append("x", "v")), done("r", [2, 3], read("x", ""))]).map(tell)
  assert.strictEqual(lost, "Lost update: v was appended to x by a, and no read has it")
})
