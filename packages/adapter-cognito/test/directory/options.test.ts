import { UserDirectoryCognito } from "@pgcrest/adapter-cognito"
import { InvalidDeclaration } from "@pgcrest/core"
import { assert, describe, it } from "vitest"

const options = { userPoolId: "eu-west-1_a1", attributes: { name: "name" } }
const refused: ReadonlyArray<readonly [string, object]> = [
  ["is none", { userPoolId: "pool" }],
  ["at least one attribute", { attributes: {} }],
  ["attributes is missing", { attributes: undefined }],
  ["is none", { userPoolId: undefined }],
  ["is neither", { issuerName: "Partner!" }],
  ["is neither", { issuerName: "client" }],
  ["cannot be shown", { attributes: { name: "uid" } }],
  ["cannot be shown", { attributes: { name: "sub" } }],
  ["cannot be shown", { attributes: { name: "status" } }],
  ["cannot be shown", { attributes: { name: "" } }],
  ["is neither", { attributes: { sub: "subject" } }],
  ["is neither", { attributes: { "cognito:user_status": "state" } }],
  ["is neither", { attributes: { 'name"': "name" } }],
  ["under one name", { attributes: { name: "name", nickname: "name" } }],
  ["cacheSeconds", { cacheSeconds: -1 }],
  ["cacheSize", { cacheSize: 0 }],
  ["endpoint is no URL", { endpoint: "cognito.example" }],
  ["endpoint begins with https", { endpoint: "http://cognito.example" }],
  ["endpoint has neither a user", { endpoint: "https://ann:secret@cognito.example" }],
  ["concurrency", { concurrency: 1.5 }],
  ["deadlineMillis", { deadlineMillis: Number.NaN }]
]

describe("the options of a directory over Cognito", () => {
  it.each(refused)("are refused where they make no sense: %s, %j", (sentence, changes) =>
    assert.throws(() => UserDirectoryCognito.layer({ ...options, ...changes }), InvalidDeclaration, sentence)
  )

  it("are refused with all that is wrong with them at once", () => {
    const [layer, changes] = [UserDirectoryCognito.layer, { attributes: {}, cacheSize: 0, deadlineMillis: 0 }]
    assert.throws(
      () => layer({ userPoolId: "pool", ...changes }),
      InvalidDeclaration,
      /is none\n.*at least one attribute\ncacheSize .*\ndeadlineMillis /u
    )
  })

  it("may show attributes of the pool's own, and name a region of an emulator's pool", () => {
    UserDirectoryCognito.layer({
      userPoolId: "local_1",
      region: "local",
      attributes: { "custom:shelf": "shelf" }
    })
  })
})
