import { assert, describe, it } from "@effect/vitest"
import { type Act, authorise, type Caller } from "@pgcrest/core"
import * as Result from "effect/Result"
import { permittedAt } from "../../src/request/permitted.ts"
import { ann, Books, nobody, Notes, permit, refusal, Safes, target, uid } from "../samples.ts"

const one = `/books/${uid}`

type Asked = readonly [method: string, path: string, headers?: ReadonlyMap<string, ReadonlyArray<string>>]

/** The request that each act is; a new one does not compile until it is here. */
const requests = {
  list: ["GET", "/books"],
  create: ["POST", "/books"],
  upsert: ["POST", "/books", new Map([["prefer", ["resolution=merge-duplicates"]]])],
  get: ["GET", one],
  replace: ["PUT", one],
  update: ["PATCH", one],
  delete: ["DELETE", one],
  history: ["GET", `${one}/history`],
  restore: ["POST", `${one}/restore`],
  purge: ["POST", `${one}/purge`]
} as const satisfies Readonly<Record<Act, Asked>>

const judged = ([method, path, headers]: Asked, caller: Caller.Caller) =>
  permittedAt(target(method, path, headers), caller)
const given = (act: Act) => Result.getOrThrow(judged(requests[act], ann))

describe("permittedAt", () => {
  it.each(["list", "create", "upsert"] as const)("gives %s its own permit", (act) =>
    assert.deepStrictEqual<unknown>(given(act), { act, permit: permit(Books, act) })
  )

  it.each(["get", "replace", "update", "delete", "restore"] as const)(
    "gives %s its own permit, and the uid that it is for",
    (act) => assert.deepStrictEqual<unknown>(given(act), { act, permit: permit(Books, act), uid })
  )

  it("gives history its own permit, and no version where all changes are asked for", () =>
    assert.deepInclude(given("history"), { act: "history", version: null }))

  it.each([
    ["who must sign in to list", Notes, "list", ["GET", "/notes"], nobody],
    ["who must sign in to read one", Notes, "get", ["GET", `/notes/${uid}`], nobody],
    ["who is no member to create", Safes, "create", ["POST", "/safes"], ann],
    ["who is no member to replace", Safes, "replace", ["PUT", `/safes/${uid}`], ann]
  ] as const)("refuses %s as authorise does", (_what, resource, act, asked, caller) =>
    assert.deepStrictEqual(refusal(judged(asked, caller)), refusal(authorise(resource, act, caller)))
  )
})
