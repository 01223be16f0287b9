import { assert, describe, test } from "vitest"
import { makeLru } from "../../src/client/lru.ts"

describe("a memory of three", () => {
  const filled = () => {
    const lru = makeLru<string>(3, 100)
    for (const key of ["a", "b", "c"]) assert.deepStrictEqual(lru.add(key, `value ${key}`, 1), [])
    return lru
  }

  test("lets the oldest go for a fourth", () => {
    const lru = filled()
    assert.deepStrictEqual(lru.add("d", "value d", 1), ["value a"])
    assert.isUndefined(lru.get("a"))
    assert.deepStrictEqual(["b", "c", "d"].map(lru.get), ["value b", "value c", "value d"])
  })

  test("keeps what was used since", () => {
    const lru = filled()
    lru.get("a")
    lru.get("b")
    assert.deepStrictEqual(lru.add("d", "value d", 1), ["value c"])
    assert.deepStrictEqual(lru.add("e", "value e", 1), ["value a"])
  })

  test("lets as many go as a heavy one needs room", () => {
    const lru = filled()
    assert.deepStrictEqual(lru.add("d", "value d", 98), ["value a"])
    assert.deepStrictEqual(lru.add("e", "value e", 98), ["value b", "value c", "value d"])
    assert.deepStrictEqual(lru.add("f", "value f", 2), [])
    assert.strictEqual(lru.get("e"), "value e")
  })
})
