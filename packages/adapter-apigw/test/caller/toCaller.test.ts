import { type EventSource, toCaller } from "@pgcrest/adapter-apigw"
import { Caller } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import * as events from "../events.ts"

type Options = Parameters<typeof toCaller>[2]
const read = (event: unknown, source: EventSource | null, authorizer?: Options["authorizer"]) => {
  const options = { requestId: "r-1", ...(authorizer === undefined ? {} : { authorizer }) }
  const caller = toCaller(event, source, options)
  return { ...caller, claims: new Map(caller.claims) }
}

const nobody = Caller.anonymous("r-1")
const sub = "0f8fad5b-d9cb-469f-a165-70867728950e"

describe("Cognito authorizer of a REST API", () => {
  const claims = {
    sub,
    "cognito:username": "ada",
    email_verified: "true",
    exp: "Tue Apr 04 18:39:39 UTC 2023"
  }
  const caller = (more: object) =>
    read(events.rest({}, { authorizer: { claims: { ...claims, ...more } } }), "rest")

  it("names a user and keeps its claims as the texts they are", () => {
    assert.deepStrictEqual(caller({}), {
      ...nobody,
      kind: "user",
      subject: sub,
      actor: sub,
      claims: new Map(Object.entries(claims)),
      textClaims: true
    })
  })

  it("names who acts for the user where the token says so, and whose the records are all the same", () => {
    for (const act of [{ sub: "clerk" }, '{"sub":"clerk"}'])
      assert.deepInclude(caller({ act }), { subject: sub, actor: "clerk", onBehalfOf: sub })
    assert.deepInclude(caller({ act: { sub } }), { subject: sub, actor: sub, onBehalfOf: null })
    assert.deepInclude(caller({ act: {} }), { actor: sub, onBehalfOf: null })
    assert.deepInclude(caller({ act: { sub: "x".repeat(513) } }), { kind: "anonymous", subject: null })
  })

  it("leaves claims their types where the gateway does", () => {
    const told = (exp: unknown) =>
      read(events.rest({}, { authorizer: { claims: { sub, exp } } }), "rest").textClaims
    assert.deepStrictEqual([told("Tue Apr 04 18:39:39 UTC 2023"), told(1_783_711_145)], [true, false])
  })

  it("has one group, by its exact name", () => {
    const { groups, exactGroups } = caller({ "cognito:groups": "[x y]" })
    assert.deepStrictEqual([[...groups], exactGroups], [["[x y]"], true])
  })

  it("does not guess at groups joined with a comma", () => {
    const { groups, exactGroups } = caller({ "cognito:groups": "librarians,admins" })
    assert.deepStrictEqual([[...groups], exactGroups], [[], false])
  })

  it("takes a real list, as local gateways send it", () => {
    const { groups, exactGroups } = caller({ "cognito:groups": ["a,b", "c"] })
    assert.deepStrictEqual([[...groups], exactGroups], [["a,b", "c"], true])
  })

  it("splits scopes at spaces, and makes no group of one", () => {
    const { scopes, groups } = caller({ token_use: "access", username: "ada", scope: "openid books/write" })
    assert.deepStrictEqual([[...scopes], groups.size], [["openid", "books/write"], 0])
  })

  it("names nobody without a subject", () => {
    assert.deepStrictEqual(caller({ sub: "" }), nobody)
  })
})

describe("client credentials", () => {
  const claims = { sub: "7abc", client_id: "7abc", token_use: "access", scope: "books/read" }
  const caller = (more: object) =>
    read(events.http2({}, { authorizer: { jwt: { claims: { ...claims, ...more }, scopes: null } } }), "http2")

  it("name a client", () => {
    const { kind, subject, scopes } = caller({})
    assert.deepStrictEqual([kind, subject, [...scopes]], ["client", "client:7abc", ["books/read"]])
  })

  it("are no user's token, and no id token", () => {
    for (const more of [{ username: "ada" }, { "cognito:username": "ada" }, { token_use: "id" }, { sub }]) {
      assert.strictEqual(caller(more).kind, "user")
    }
  })
})

const byToken = (more: object, scopes: unknown = null) =>
  read(events.http2({}, { authorizer: { jwt: { claims: { sub, ...more }, scopes } } }), "http2")

describe("JWT authorizer of an HTTP API", () => {
  it("takes one pair of brackets off, and of what stands inside those that rules name", () => {
    const claims = { sub, "cognito:groups": "[a,b [c] d]" }
    const event = events.http2({}, { authorizer: { jwt: { claims } } })
    const ruled = new Set(["a,b", "[c]", "e"])
    const { groups, exactGroups } = toCaller(event, "http2", { requestId: "r-1", ruledGroups: ruled })
    assert.deepStrictEqual([[...groups], exactGroups], [["a,b", "[c]"], false])
    assert.deepStrictEqual([...byToken({ "cognito:groups": "[a,b]" }).groups], ["a,b"])
  })

  it("has no groups in empty brackets", () => {
    assert.strictEqual(byToken({ "cognito:groups": "[]" }).groups.size, 0)
  })

  it("takes the token's scopes from its claim, whatever the route lists", () => {
    assert.deepStrictEqual([...byToken({ scope: "a b" }, ["a", "b", "c"]).scopes], ["a", "b"])
    assert.deepStrictEqual([...byToken({ scp: "[a b]" }).scopes], ["a", "b"])
    assert.deepStrictEqual([...byToken({}, ["a", "b"]).scopes], ["a", "b"])
  })

  it("is read in payload 1.0 too", () => {
    const authorizer = { claims: { sub, "cognito:groups": "[a]" }, scopes: ["s"] }
    const { subject, groups, scopes } = read(events.http1({}, { authorizer }), "http1")
    assert.deepStrictEqual([subject, [...groups], [...scopes]], [sub, ["a"], ["s"]])
  })
})

describe("Lambda authorizer", () => {
  it("of a REST API names its principal if an option says so, with a context of texts", () => {
    const authorizer = {
      principalId: "ada",
      integrationLatency: 1,
      tier: "gold",
      groups: "admins",
      scope: "a b"
    }
    assert.deepStrictEqual(read(events.rest({}, { authorizer }), "rest", { subject: "principalId" }), {
      ...nobody,
      kind: "user",
      subject: "ada",
      actor: "ada",
      groups: new Set(["admins"]),
      scopes: new Set(["a", "b"]),
      claims: new Map(Object.entries(authorizer)),
      textClaims: true
    })
  })

  it("makes no owner of the principal that many samples give to everybody", () => {
    assert.deepStrictEqual(read(events.rest({}, { authorizer: { principalId: "user" } }), "rest"), nobody)
    const authorizer = { principalId: "user", sub }
    assert.strictEqual(read(events.rest({}, { authorizer }), "rest").subject, sub)
  })

  it("names a subject by the digits of a number, as long as they are all there", () => {
    const subjectOf = (value: unknown) =>
      read(events.http2({}, { authorizer: { lambda: { sub: value } } }), "http2").subject
    assert.deepStrictEqual(
      [subjectOf(42), subjectOf(0), subjectOf(9007199254740991)],
      ["42", "0", "9007199254740991"]
    )
    for (const value of [2 ** 53, 1e21, 1.5, Number.NaN, true, null, ["ada"], { id: "ada" }, "", " ", "\t\n"])
      assert.isNull(subjectOf(value))
  })

  it("names a group by a number, and no group, with a word in the log, by what is no list", () => {
    const groupsOf = (groups: unknown) => {
      const caller = read(events.http2({}, { authorizer: { lambda: { sub, groups } } }), "http2")
      return [[...caller.groups], caller.exactGroups]
    }
    assert.deepStrictEqual(groupsOf(42), [["42"], true])
    for (const none of ["", null, undefined, []]) assert.deepStrictEqual(groupsOf(none), [[], true])
    for (const odd of [true, false, 1.5, 2 ** 53, { librarians: true }])
      assert.deepStrictEqual(groupsOf(odd), [[], false])
  })

  it("takes JSON's text of a list for the list, in either payload", () => {
    const context = { sub: "ada", groups: '["librarians", "a,b"]', scope: '["x", "y"]' }
    for (const [event, source] of [
      [events.rest({}, { authorizer: context }), "rest"],
      [events.http1({}, { authorizer: context }), "http1"],
      [events.http2({}, { authorizer: { lambda: context } }), "http2"]
    ] as const) {
      const { groups, exactGroups, scopes } = read(event, source)
      assert.deepStrictEqual(
        [[...groups], exactGroups, [...scopes]],
        [["librarians", "a,b"], true, ["x", "y"]]
      )
    }
  })

  it("gives no group by a text that looks like a list and cannot be read as one", () => {
    for (const groups of [
      "[librarians]",
      "[librarians staff]",
      '["librarians"',
      '["librarians", 1]',
      "[[1]]"
    ]) {
      const caller = read(events.rest({}, { authorizer: { sub, groups } }), "rest")
      assert.isFalse(caller.groups.has("librarians"), groups)
    }
  })

  it("does not guess at joined groups either", () => {
    const authorizer = { sub, groups: "a,b" }
    assert.isFalse(read(events.http1({}, { authorizer }), "http1").exactGroups)
  })

  it("of an HTTP API keeps JSON's types", () => {
    const lambda = {
      sub: "ada",
      groups: ["a b", "c"],
      level: 3,
      active: true,
      tags: ["x"],
      nested: {},
      mixed: [1],
      none: null
    }
    const { subject, groups, claims } = read(events.http2({}, { authorizer: { lambda } }), "http2")
    assert.strictEqual(subject, "ada")
    assert.deepStrictEqual([...groups], ["a b", "c"])
    assert.deepStrictEqual(
      [...claims],
      [
        ["sub", "ada"],
        ["groups", ["a b", "c"]],
        ["level", 3],
        ["active", true],
        ["tags", ["x"]]
      ]
    )
  })

  it("that names nobody leaves the caller anonymous", () => {
    assert.deepStrictEqual(
      read(events.http2({}, { authorizer: { lambda: { groups: ["admins"] } } }), "http2"),
      nobody
    )
    assert.deepStrictEqual(read(events.rest({}, { authorizer: { groups: "admins" } }), "rest"), nobody)
  })
})

describe("the authorizer option", () => {
  const context = {
    principalId: "user|7",
    user: '{"id":8,"name":{"first":"Ada"}}',
    roles: '["librarians"]',
    "https://example.com/roles": "staff",
    realm_access: { roles: ["keepers", "a b"] }
  }
  const byContext = (authorizer: Options["authorizer"]) =>
    read(events.http2({}, { authorizer: { lambda: context } }), "http2", authorizer)

  it("names the claim that is the subject, and the one that lists the groups", () => {
    const { subject, groups } = byContext({ subject: "principalId", groups: "roles" })
    assert.deepStrictEqual([subject, [...groups]], ["user|7", ["librarians"]])
  })

  it("leads into objects by dots, as JSON text too, after whole names", () => {
    const subjectBy = (subject: string) => byContext({ subject }).subject
    assert.deepStrictEqual([subjectBy("user.id"), subjectBy("user.name.first")], ["8", "Ada"])
    const groupsBy = (groups: string) => [...byContext({ subject: "principalId", groups }).groups]
    assert.deepStrictEqual(groupsBy("realm_access.roles"), ["keepers", "a b"])
    assert.deepStrictEqual(groupsBy("https://example.com/roles"), ["staff"])
  })

  it("gives nothing where the path leads nowhere", () => {
    for (const path of [
      "",
      ".",
      "user.",
      "user.name",
      "user.id.x",
      "roles.0",
      "constructor",
      "__proto__.x",
      "x"
    ])
      assert.isNull(byContext({ subject: path }).subject, path)
    for (const groups of ["x", "user", "realm_access", "toString"])
      assert.strictEqual(byContext({ subject: "principalId", groups }).groups.size, 0, groups)
  })

  it("is about a token's claims too, whose list is in the token under the same path", () => {
    const told = { iss: "https://idp.example", sub: "s", jti: "j", oid: "o-1" }
    const claims = { ...told, roles: "[Domain librarians staff]", realm_access: '{"roles":["a b"]}' }
    const headers = {
      authorization: `Bearer ${events.token({ ...told, roles: ["Domain librarians", "staff"] })}`
    }
    const by = (headers: object, groups: string) =>
      read(events.http2({ headers }, { authorizer: { jwt: { claims } } }), "http2", {
        subject: "oid",
        groups
      })
    assert.deepStrictEqual(
      [by(headers, "roles").subject, [...by(headers, "roles").groups]],
      ["o-1", ["Domain librarians", "staff"]]
    )
    assert.deepStrictEqual([...by({}, "realm_access.roles").groups], ["a b"])
    // Only Cognito is known to let no white space into a group's name.
    assert.deepStrictEqual([by({}, "roles").exactGroups, by({}, "roles").groups.size], [false, 0])
  })
})

describe("a name that users can choose", () => {
  it("is no machine's, no role's and no guest's", () => {
    for (const name of ["anonymous", "client:abc", "iam:1:role/nightly", "guest:eu-west-1:1"]) {
      const event = events.http2({}, { authorizer: { jwt: { claims: { sub, username: name } } } })
      assert.deepStrictEqual(read(event, "http2", { subject: "username" }), nobody, name)
      assert.deepStrictEqual(read(events.rest({}, { authorizer: { sub: name } }), "rest"), nobody, name)
    }
  })
})

describe("a claim that holds an object, behind an HTTP API", () => {
  const told = { iss: "https://idp.example", sub: "s", jti: "j" }
  const read2 = (headers: object, printed = "map[roles:[a b]]") => {
    const claims = { ...told, realm_access: printed }
    const event = events.http2({ headers }, { authorizer: { jwt: { claims } } })
    const { groups, exactGroups } = read(event, "http2", { groups: "realm_access.roles" })
    return [[...groups], exactGroups]
  }
  const bearing = (roles: unknown) => ({
    authorization: `Bearer ${events.token({ ...told, realm_access: { roles } })}`
  })

  it("is read in the token: the gateway writes it as Go prints a map", () => {
    assert.deepStrictEqual(read2(bearing(["a", "b"])), [["a", "b"], true])
  })

  it("is unknown where the token is not there, or says another thing", () => {
    for (const headers of [{}, bearing(["a"]), bearing(["a", "c"]), bearing("a b")])
      assert.deepStrictEqual(read2(headers), [[], false])
  })

  it("is unknown where it is a text, as nobody can say where that ends", () => {
    const printed = "map[roles:admin-readonly]"
    for (const roles of ["admin", "admin-readonly"])
      assert.deepStrictEqual(read2(bearing(roles), printed), [[], false])
  })
})

describe("groups without an option", () => {
  it("are those of Cognito, else those that a token or a context calls so", () => {
    const groupsOf = (claims: object) => [
      ...read(events.http2({}, { authorizer: { jwt: { claims: { sub, ...claims } } } }), "http2").groups
    ]
    assert.deepStrictEqual(groupsOf({ groups: "[librarians]" }), ["librarians"])
    assert.deepStrictEqual(groupsOf({ "cognito:groups": "[a]", groups: "[b]" }), ["a"])
  })
})

const byArn = (userArn: string) => read(events.rest({}, { identity: { userArn } }), "rest")

describe("IAM", () => {
  const userArn = "arn:aws:sts::123456789012:assumed-role/deploy/session-of-ada"
  const subject = "iam:123456789012:role/deploy"

  it("names the role without its session, from a REST API", () => {
    const identity = { userArn, accountId: "123456789012", apiKey: "secret", userAgent: "curl", user: null }
    const caller = read(events.rest({}, { identity }), "rest")
    assert.deepStrictEqual([caller.kind, caller.subject], ["iam", subject])
    assert.deepStrictEqual([...caller.claims.keys()], ["userArn", "accountId"])
  })

  it("is read in payload 1.0, beside an authorizer of nulls", () => {
    assert.strictEqual(read(events.http1({}, { identity: { userArn } }), "http1").subject, subject)
  })

  it("is read from an HTTP API and a Function URL", () => {
    const authorizer = { iam: { userArn, accountId: "123456789012", cognitoIdentity: { amr: null } } }
    assert.strictEqual(read(events.http2({}, { authorizer }), "http2").subject, subject)
    assert.strictEqual(read(events.url({}, { authorizer }), "url").subject, subject)
  })

  it("tells a user from a role of the same name", () => {
    const identity = { userArn: "arn:aws:iam::123456789012:user/team/a/deploy" }
    assert.strictEqual(read(events.rest({}, { identity }), "rest").subject, "iam:123456789012:user/deploy")
  })

  it("knows root and federated users, and other partitions", () => {
    assert.strictEqual(byArn("arn:aws:iam::1:root").subject, "iam:1:root")
    assert.strictEqual(byArn("arn:aws-cn:sts::1:federated-user/a:b").subject, "iam:1:federated-user/a:b")
  })

  it("names nobody by a text that is no principal's ARN", () => {
    for (const arn of [
      "",
      "x",
      "arn:aws:s3:::bucket",
      "arn:aws:iam::1:user",
      "arn:aws:sts::1:assumed-role/",
      "arn:aws:iam:::user/a"
    ]) {
      assert.deepStrictEqual(byArn(arn), nobody)
    }
  })
})

describe("a name that no database could keep", () => {
  it.each(["a\0", "\ud800", "x".repeat(513)])("names nobody", (name) => {
    assert.deepStrictEqual(read(events.http2({}, { authorizer: { lambda: { sub: name } } }), "http2"), nobody)
    const iam = { userArn: `arn:aws:iam::1:user/${name}` }
    assert.deepStrictEqual(read(events.http2({}, { authorizer: { iam } }), "http2"), nobody)
  })
})

describe("no authorizer", () => {
  it.each([
    ["rest", events.rest()],
    ["http1", events.http1()],
    ["http2", events.http2()],
    ["url", events.url()],
    ["alb", events.alb()],
    [null, {}]
  ] as const)("leaves the caller of %s anonymous", (source, event) => {
    assert.deepStrictEqual(read(event, source), nobody)
  })

  it("is what a Function URL and a load balancer have, whatever a token says", () => {
    const authorizer = { jwt: { claims: { sub } }, claims: { sub }, lambda: { sub }, principalId: "ada" }
    assert.deepStrictEqual(read(events.url({}, { authorizer }), "url"), nobody)
    assert.deepStrictEqual(read(events.alb({ requestContext: { elb: {}, authorizer } }), "alb"), nobody)
  })

  it("is assumed where the request context is missing", () => {
    for (const event of [null, {}, { requestContext: null }])
      assert.deepStrictEqual(read(event, "rest"), nobody)
  })
})
