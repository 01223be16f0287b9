import { assert, describe, it } from "@effect/vitest"
import type { Sighting } from "@pgcrest/core"
import { isOfDirectory, isUnavailable, personText } from "../../../src/response/people/person.ts"

const present = (
  attributes: Readonly<Record<string, string>>,
  status: "active" | "disabled" = "active"
): Sighting => ({ _tag: "Present", status, attributes })

describe("a person in an answer", () => {
  it.each<[string, Sighting | undefined, string]>([
    ["is active", present({}), '{"uid":"ann","status":"active"}'],
    ["is disabled", present({}, "disabled"), '{"uid":"ann","status":"disabled"}'],
    ["was deleted", { _tag: "Deleted" }, '{"uid":"ann","status":"deleted"}'],
    ["is known to nobody", { _tag: "Missing" }, '{"uid":"ann","status":"missing"}'],
    ["cannot be asked about", { _tag: "Unavailable", cause: "x" }, '{"uid":"ann","status":"unavailable"}'],
    ["was not told of", undefined, '{"uid":"ann","status":"unavailable"}']
  ])("who %s", (_, sighting, text) => assert.strictEqual(personText("ann", sighting), text))

  it("has their attributes behind, as JSON has texts", () =>
    assert.strictEqual(
      personText("ann", present({ name: 'Ann "A"\n', email: "ann@example.com" })),
      '{"uid":"ann","status":"active","name":"Ann \\"A\\"\\n","email":"ann@example.com"}'
    ))

  it("keeps uid and status, whatever an attribute is called", () =>
    assert.strictEqual(
      personText("ann", present({ status: "admin", uid: "root", ["__proto__"]: "x" })),
      '{"uid":"ann","status":"active","__proto__":"x"}'
    ))
})

describe("whom no directory knows", () => {
  it.each([
    ["client:importer", "machine"],
    ["partner:client:importer", "machine"],
    ["iam:123456789012:loader", "machine"],
    ["guest:eu-west-1:1", "guest"],
    ["anonymous", "anonymous"]
  ])("%s is told as %s without being asked about", (subject, status) => {
    assert.isFalse(isOfDirectory(subject))
    assert.isFalse(isUnavailable(subject, undefined))
    assert.strictEqual(personText(subject, undefined), JSON.stringify({ uid: subject, status }))
  })

  it.each(["anonymous2", "guests", "clients:1", "partner:9f1c", "0198c0de-0000-7000-8000-00000000abcd"])(
    "%s may be a person",
    (subject) => {
      assert.isTrue(isOfDirectory(subject))
      assert.isTrue(isUnavailable(subject, undefined))
      assert.isTrue(isUnavailable(subject, { _tag: "Unavailable", cause: null }))
      assert.isFalse(isUnavailable(subject, { _tag: "Missing" }))
    }
  )
})
