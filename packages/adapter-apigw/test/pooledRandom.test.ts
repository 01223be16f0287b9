import { assert, describe, it } from "vitest"
import { makePool } from "../src/pooledRandom.ts"

/** Counts on, four bytes a number, and notes how much it was asked for. */
const counting = () => {
  const asked: Array<number> = []
  let next = 0
  const random = makePool((bytes) => {
    asked.push(bytes.length)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < bytes.length; at += 4) view.setUint32(at, next++)
  })
  const number = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  return { asked, random, number }
}

describe("random bytes", () => {
  it("are asked for 4 kB at a time, and given out once each", () => {
    const { asked, random, number } = counting()
    assert.deepStrictEqual(asked, [])
    const given = Array.from({ length: 3000 }, () => number(random(4)))
    assert.deepStrictEqual(
      given,
      Array.from({ length: 3000 }, (_, at) => at)
    )
    assert.deepStrictEqual(asked, [4096, 4096, 4096])
  })

  it("are whole where the pool has only a part of them left", () => {
    const { asked, random } = counting()
    random(4090)
    assert.lengthOf(random(10), 10)
    assert.deepStrictEqual(asked, [4096, 4096])
  })

  it("are the caller's own: to change them changes no others", () => {
    const { random, number } = counting()
    random(4).fill(255)
    assert.strictEqual(number(random(4)), 1)
  })

  it("come in any number", () => {
    const { asked, random } = counting()
    assert.lengthOf(random(100_000), 100_000)
    assert.deepStrictEqual(asked, [65_536, 34_464])
  })
})
