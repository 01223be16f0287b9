import { Access, Caller } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { settle } from "../../src/access/settle.ts"

type Told = readonly [what: string, rule: Access.Rule, told: boolean | null]
const noon = 1_700_000_000
const settled = (rule: Access.Rule, caller: Caller.Caller) =>
  rule._tag === "Any" || rule._tag === "All" || rule._tag === "Owner" ? undefined : settle(rule, caller)

/** What a declaration reads of an environment that has it not, whatever it says to the compiler. */
const unset = (name: string): string => JSON.parse("{}")[name]

const ann = Caller.user("ann", {
  issuer: "https://a.example",
  scopes: ["books.read"],
  methods: ["pwd", "mfa"],
  authTime: noon - 300,
  askedAt: noon,
  claims: { plan: "gold", level: 3, adult: true, roles: ["a"], text: "true" }
})

describe("settle", () => {
  it.each<Told>([
    ["a scope that the token carries", Access.scope("books.read"), true],
    ["another", Access.scope("books"), false],
    ["the issuer", Access.issuer("https://a.example"), true],
    ["an issuer that is longer by a letter", Access.issuer("https://a.example/"), false],
    ["a client, of a person", Access.client("ann"), false],
    ["a sign-in that is as old as it may be", Access.maxAge(300), true],
    ["one that is a second older", Access.maxAge(299), false],
    ["more than one factor", Access.mfa, true],
    ["a claim of its type", Access.claim("plan", "gold"), true],
    ["a number", Access.claim("level", 3), true],
    ["another number", Access.claim("level", 4), false],
    ["a flag", Access.claim("adult", true), true],
    ["a number where a text is declared", Access.claim("level", "3"), null],
    ["a text where a flag is declared", Access.claim("text", true), null],
    ["a list where a text is declared", Access.claim("roles", "a"), null],
    ["a claim that is not there", Access.claim("constructor", "x"), null],
    ["a claim that is not there, to be what nobody has set", Access.claim("absent", unset("PLAN")), null]
  ])("tells %s", (_what, rule, told) => assert.strictEqual(settled(rule, ann), told))

  it.each<Told>([
    ["a number as JSON writes it", Access.claim("level", 3), true],
    ["another", Access.claim("level", 33), false],
    ["a flag", Access.claim("adult", true), true],
    ["its opposite", Access.claim("adult", false), false],
    ["a number in another form", Access.claim("many", 1000), null],
    ["a number with a nought before it", Access.claim("padded", 3), null],
    ["a flag in another case", Access.claim("shouted", true), null],
    ["a number that is a list of one", Access.claim("listed", 3), null],
    ["a text", Access.claim("level", "3"), true]
  ])("reads %s from a text that a gateway made of it", (_what, rule, told) => {
    const claims = { level: "3", adult: "true", many: "1e3", padded: "03", shouted: "TRUE", listed: "[3]" }
    assert.strictEqual(settled(rule, { ...Caller.user("ann", { claims }), textClaims: true }), told)
  })

  it("knows nothing of what no source tells", () => {
    const nobody = Caller.anonymous("-")
    for (const rule of [
      Access.maxAge(300),
      Access.mfa,
      Access.issuer("https://a.example"),
      Access.claim("a", 1)
    ])
      assert.isNull(settled(rule, nobody))
  })

  it("takes no sign-in that is yet to come, but for clocks that differ by a minute", () => {
    const told = [noon + 60, noon + 61].map((authTime) => settled(Access.maxAge(300), { ...ann, authTime }))
    assert.deepStrictEqual(told, [true, null])
  })

  it("knows of no machine that it has signed in, whatever its token says", () => {
    const machine = Caller.client("m", { authTime: noon, askedAt: noon, methods: ["mfa"] })
    assert.isNull(settled(Access.maxAge(300), machine))
    assert.isNull(settled(Access.mfa, machine))
  })

  it("tells a machine by its client's id, and no person who signed in through that client", () => {
    const rule = Access.client("importer")
    assert.isTrue(settled(rule, Caller.client("importer")))
    assert.isFalse(settled(rule, Caller.client("other")))
    assert.isFalse(settled(rule, Caller.user("ann", { clientId: "importer" })))
  })

  it("knows an issuer by its iss, and by its name if it has one", () => {
    const named = { ...ann, issuerName: "partner" }
    assert.isTrue(settled(Access.issuer("partner"), named))
    assert.isTrue(settled(Access.issuer("https://a.example"), named))
    assert.isFalse(settled(Access.issuer("other"), named))
    assert.isFalse(settled(Access.issuer("partner"), ann))
  })
})
