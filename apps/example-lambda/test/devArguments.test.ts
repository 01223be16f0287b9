import { assert, describe, it } from "vitest"
import { parseArguments } from "../devArguments.ts"

describe("what dev is told", () => {
  it.each([
    [[], { source: "http2", cognito: false, postgrest: false }],
    [["rest"], { source: "rest", cognito: false, postgrest: false }],
    [["--cognito"], { source: "http2", cognito: true, postgrest: false }],
    [["rest", "--cognito"], { source: "rest", cognito: true, postgrest: false }],
    [["--postgrest"], { source: "http2", cognito: false, postgrest: true }],
    [["--cognito", "rest"], { source: "rest", cognito: true, postgrest: false }]
  ] as const)("%j is %j", (words, expected) => {
    assert.deepStrictEqual(parseArguments(words), expected)
  })

  it("has its kind of events from the environment where none is named", () => {
    assert.deepStrictEqual(parseArguments([], "alb"), { source: "alb", cognito: false, postgrest: false })
    assert.deepStrictEqual(parseArguments(["url"], "alb"), {
      source: "url",
      cognito: false,
      postgrest: false
    })
  })

  it.each([
    [["rset"], /^"rset" is no kind of event; it can be rest, http1, http2, url, alb\.$/u],
    [["--cognit"], /^"--cognit" is no option of dev; there are --cognito and --postgrest\.$/u],
    [["--postgrest", "--cognito"], /^dev serves PostgREST's wire without Cognito's tokens\.$/u],
    [["rest", "url"], /^dev serves one kind of event at a time, not "rest" and "url"\.$/u]
  ])("%j gets a sentence", (words, sentence) => {
    assert.match(String(parseArguments(words)), sentence)
  })
})
