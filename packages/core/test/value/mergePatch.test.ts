import { assert, describe, it } from "@effect/vitest"
import { ExactNumber } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { isObject } from "../../src/value/jsonCell.ts"
import { mergePatch } from "../../src/value/mergePatch.ts"

describe("mergePatch", () => {
  it.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', "{}"],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', "null", "null"],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ["[1,2]", '{"a":"b","c":null}', '{"a":"b"}'],
    ["{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}']
  ])("RFC 7396 appendix A: %s with %s is %s", (target, patch, result) =>
    assert.strictEqual(JSON.stringify(mergePatch(JSON.parse(target), JSON.parse(patch))), result)
  )

  it("takes __proto__ for a plain name, in both", () => {
    const merged = mergePatch(
      JSON.parse('{"__proto__":{"a":1},"x":1}'),
      JSON.parse('{"__proto__":{"b":2,"constructor":3}}')
    )
    assert.strictEqual(JSON.stringify(merged), '{"__proto__":{"a":1,"b":2,"constructor":3},"x":1}')
    assert.isUndefined(Reflect.get({}, "b"))
    assert.strictEqual(
      JSON.stringify(mergePatch({}, JSON.parse('{"__proto__":null,"toString":1}'))),
      '{"toString":1}'
    )
  })

  it("replaces by an exact number, whole", () => {
    assert.strictEqual(
      JSON.stringify(mergePatch({ n: { text: "1" } }, { n: new ExactNumber("1e400") })),
      '{"n":1e400}'
    )
    assert.strictEqual(
      JSON.stringify(mergePatch({ n: new ExactNumber("1e400") }, { n: { a: 1 } })),
      '{"n":{"a":1}}'
    )
  })

  it.prop(
    "applied twice changes nothing more, and leaves no null that it named",
    { target: Schema.Json, patch: Schema.Json },
    ({ target, patch }) => {
      const once = mergePatch(target, patch)
      assert.strictEqual(JSON.stringify(mergePatch(once, patch)), JSON.stringify(once))
      if (isObject(patch) && isObject(once)) {
        for (const [name, value] of Object.entries(patch))
          if (value === null) assert.isFalse(Object.hasOwn(once, name))
      }
    }
  )
})
