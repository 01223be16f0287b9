import { Caller, Subject } from "@pgcrest/core"
import { assert, describe, it } from "vitest"

describe("the name of a caller", () => {
  it.each([
    ["ann", "person"],
    ["partner:ann", "person"],
    ["clients:ann", "person"],
    [Subject.ofClient("importer"), "machine"],
    [Subject.behind("partner", Subject.ofClient("importer")), "machine"],
    ["iam:123456789012:role/x", "machine"],
    [Subject.ofGuest("eu-west-1:1"), "guest"],
    [Caller.anonymous("-").actor, "anonymous"],
    ["Partner:client:x", "person"]
  ] as const)("%s is that of a %s", (name, kind) => assert.strictEqual(Subject.kindOf(name), kind))

  it("stands behind that of its issuer, if it has one", () => {
    assert.deepStrictEqual(
      [Subject.behind("", "ann"), Subject.behind("partner", "ann")],
      ["ann", "partner:ann"]
    )
  })

  it.each([
    ["", true],
    ["partner2", true],
    ["client", false],
    ["iam", false],
    ["guest", false],
    ["eu-west-1", false],
    ["2partner", false],
    ["Partner", false]
  ])("cannot be mistaken, whoever an issuer is called: %j", (name, good) =>
    assert.strictEqual(Subject.isIssuerName(name), good)
  )
})
