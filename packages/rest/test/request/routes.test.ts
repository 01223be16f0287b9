import { assert, describe, it } from "@effect/vitest"
import { routes } from "../../src/request/routes.ts"
import { Books, Notes, Safes } from "../samples.ts"

const lines = (resource: typeof Books | typeof Notes | typeof Safes) =>
  routes(resource).map(({ method, template, act }) => `${method} ${template} ${act}`)

describe("the routes of a resource", () => {
  it("are one row for each method that does something", () =>
    assert.deepStrictEqual(lines(Books), [
      "GET /books list",
      "HEAD /books list",
      "POST /books create",
      "POST /books upsert",
      "GET /books/{uid} get",
      "HEAD /books/{uid} get",
      "PUT /books/{uid} replace",
      "PATCH /books/{uid} update",
      "DELETE /books/{uid} delete",
      "GET /books/{uid}/history history",
      "HEAD /books/{uid}/history history",
      "POST /books/{uid}/restore restore",
      "GET /books/{uid}/history/{version} history",
      "HEAD /books/{uid}/history/{version} history",
      "PATCH /books update",
      "DELETE /books delete",
      "POST /books/query list"
    ]))

  it("are those that have a rule: HEAD comes and goes with GET, PUT needs create and update", () => {
    assert.deepStrictEqual(lines(Notes), [
      "GET /notes list",
      "HEAD /notes list",
      "GET /notes/{uid} get",
      "HEAD /notes/{uid} get",
      "POST /notes/query list"
    ])
    assert.deepStrictEqual(lines(Safes), [
      "GET /safes list",
      "HEAD /safes list",
      "POST /safes create",
      "POST /safes upsert",
      "PUT /safes/{uid} replace",
      "PATCH /safes/{uid} update",
      "PATCH /safes update",
      "POST /safes/query list"
    ])
  })

  it("tell which bodies they take", () => {
    const taking = routes(Books).filter(({ takes }) => takes.length > 0)
    assert.deepStrictEqual(
      taking.map(({ method, takes }) => [method, ...takes]),
      [
        ["POST", "application/json"],
        ["POST", "application/json"],
        ["PUT", "application/json"],
        ["PATCH", "application/json", "application/merge-patch+json", "application/json-patch+json"],
        ["POST", "application/json"],
        ["PATCH", "application/json", "application/merge-patch+json"],
        ["POST", "application/json", "application/x-www-form-urlencoded"]
      ]
    )
  })
})
