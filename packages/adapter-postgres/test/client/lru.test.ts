import { assert, describe, test } from "vitest"
import { makeLru } from "../../src/client/lru.ts"

const filled = (numberAtMost: number, weightAtMost = 100) => {
  const lru = makeLru<string>(numberAtMost, weightAtMost)
  const keys = "abcdefghij".slice(0, numberAtMost).split("")
  for (const key of keys) assert.deepStrictEqual(lru.add(key, `value ${key}`, 1), [])
  return lru
}

describe("a memory of three", () => {
  test("lets the oldest go for a fourth", () => {
    const lru = filled(3)
    assert.deepStrictEqual(lru.add("d", "value d", 1), ["value a"])
    assert.isUndefined(lru.get("a"))
    assert.deepStrictEqual(["b", "c", "d"].map(lru.get), ["value b", "value c", "value d"])
  })

  test("keeps what was used since", () => {
    const lru = filled(3)
    lru.get("a")
    lru.get("b")
    assert.deepStrictEqual(lru.add("d", "value d", 1), ["value c"])
    assert.deepStrictEqual(lru.add("e", "value e", 1), ["value d"])
    assert.deepStrictEqual(["a", "b", "e"].map(lru.get), ["value a", "value b", "value e"])
  })

  test("lets as many go as a heavy one needs room, what was used since last", () => {
    const lru = filled(3)
    lru.get("b")
    assert.deepStrictEqual(lru.add("d", "value d", 98), ["value a"])
    assert.deepStrictEqual(lru.add("e", "value e", 98), ["value c", "value d"])
    assert.deepStrictEqual(lru.add("f", "value f", 1), [])
    assert.deepStrictEqual(lru.add("g", "value g", 100), ["value e", "value f", "value b"])
  })
})

describe("a memory of ten", () => {
  test("keeps what was used twice through any number of keys that are used once", () => {
    const lru = filled(10)
    for (const key of ["a", "b", "c"]) lru.get(key)
    for (let n = 0; n < 1000; n++) assert.lengthOf(lru.add(`flood ${n}`, "", 1), 1)
    assert.deepStrictEqual(["a", "b", "c"].map(lru.get), ["value a", "value b", "value c"])
  })

  test("keeps a fifth for newcomers: of more that were used twice, the oldest is one of them again", () => {
    const lru = filled(10)
    for (const key of "abcdefghij") lru.get(key)
    assert.deepStrictEqual(lru.add("k", "value k", 1), ["value a"])
    assert.deepStrictEqual(lru.add("l", "value l", 1), ["value b"])
    assert.deepStrictEqual(lru.add("m", "value m", 1), ["value k"])
    assert.strictEqual(lru.get("c"), "value c")
  })

  test("keeps a fifth of the weight for newcomers too", () => {
    const lru = filled(10, 10)
    for (const key of "abcdefghij") lru.get(key)
    assert.deepStrictEqual(lru.add("k", "value k", 2), ["value a", "value b"])
  })
})
