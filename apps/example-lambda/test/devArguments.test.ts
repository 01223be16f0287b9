import { assert, describe, it } from "vitest"
import { parseArguments } from "../devArguments.ts"

describe("what dev is told", () => {
  it.each([
    [[], { source: "http2", cognito: false }],
    [["rest"], { source: "rest", cognito: false }],
    [["--cognito"], { source: "http2", cognito: true }],
    [["rest", "--cognito"], { source: "rest", cognito: true }],
    [["--cognito", "rest"], { source: "rest", cognito: true }]
  ] as const)("%j is %j", (words, expected) => {
    assert.deepStrictEqual(parseArguments(words), expected)
  })

  it("has its kind of events from the environment where none is named", () => {
    assert.deepStrictEqual(parseArguments([], "alb"), { source: "alb", cognito: false })
    assert.deepStrictEqual(parseArguments(["url"], "alb"), { source: "url", cognito: false })
  })

  it.each([
    [["rset"], /^"rset" is no kind of event; it can be rest, http1, http2, url, alb\.$/u],
    [["--cognit"], /^"--cognit" is no option of dev; --cognito is the only one\.$/u],
    [["rest", "url"], /^dev serves one kind of event at a time, not "rest" and "url"\.$/u]
  ])("%j gets a sentence", (words, sentence) => {
    assert.match(String(parseArguments(words)), sentence)
  })
})
