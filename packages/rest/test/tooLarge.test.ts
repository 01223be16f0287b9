import { assert, describe, it } from "@effect/vitest"
import { settingsOf } from "../src/Settings.ts"
import { tooLarge } from "../src/tooLarge.ts"
import { api, request } from "./samples.ts"

const rest = settingsOf(api)
const written = (status: number) => ({
  status,
  headers: [
    ["content-type", "application/json"],
    ["content-location", "/books/1"],
    ["location", "/books/1"],
    ["etag", '"1-x"'],
    ["preference-applied", "return=representation"],
    ["x-request-id", "r-1"]
  ] as const,
  body: "x".repeat(7_000_000)
})
const cut = (method: string, status: number) => tooLarge(rest, request({ method }), "r-1", written(status))

describe("tooLarge", () => {
  it("refuses a read, and says how to ask for less", () => {
    const response = cut("GET", 200)
    assert.strictEqual(response.status, 400)
    const problem: unknown = JSON.parse(String(response.body))
    assert.deepInclude(problem, { code: "answer-too-large", status: 400, request_id: "r-1" })
    assert.include(String(response.body), "limit")
    assert.isFalse(response.headers.some(([name]) => name === "etag"))
    assert.deepStrictEqual(cut("HEAD", 200), response)
  })

  it.each([
    ["POST", 201, 201],
    ["PUT", 201, 201],
    ["PUT", 200, 204],
    ["PATCH", 200, 204],
    ["DELETE", 200, 204],
    ["PUT", 422, 422]
  ])("lets %s keep its %d as %d, without the body and what speaks of it", (method, status, kept) =>
    assert.deepStrictEqual(cut(method, status), {
      status: kept,
      headers: [
        ["location", "/books/1"],
        ["etag", '"1-x"'],
        ["x-request-id", "r-1"]
      ],
      body: null
    })
  )

  it("lets a write that was undone say so without its body", () => {
    const headers = [["preference-applied", "return=representation, tx=rollback"]] as const
    const told = tooLarge(rest, request({ method: "POST" }), "r-1", { ...written(201), headers })
    assert.deepStrictEqual(told.headers, [["preference-applied", "tx=rollback"]])
  })
})
