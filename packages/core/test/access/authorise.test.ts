import {
  Access,
  type Act,
  AuthenticationInsufficient,
  authorise,
  Caller,
  Field,
  InsufficientScope,
  offers,
  Predicate,
  Resource
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"

const of = (access: Access.Rules) => Resource.make("r", { fields: { a: Field.text }, access })
const ann = Caller.user("ann", { groups: ["editors"] })
const nobody = Caller.anonymous("-")
const guest = Caller.guest("eu-west-1:1", "-")
const ofAnn = (resource: Resource.Resource): Predicate.Predicate => ({
  _tag: "Compare",
  column: Resource.columnOf(resource, "creator_uid"),
  operator: "eq",
  value: "ann"
})
const permitOf = (resource: Resource.Resource, act: Act): object =>
  Result.getOrThrow(authorise(resource, act, ann))
const tagOf = (resource: Resource.Resource, act: Act, caller: Caller.Caller) => {
  const permit = authorise(resource, act, caller)
  return Result.isFailure(permit) ? permit.failure._tag : "allowed"
}

describe("authorise", () => {
  it("attaches what is left of each rule", () => {
    const resource = of({
      get: Access.everyone,
      create: Access.owner,
      update: Access.owner,
      become: Access.group("editors"),
      list: Access.signedIn
    })
    const [{ always }, own] = [Predicate, ofAnn(resource)]
    const rules = { tenant: always, see: always, createCheck: own, updateCheck: always }
    for (const [act, using] of [
      ["get", always],
      ["update", own],
      ["replace", own],
      ["list", always]
    ] as const)
      assert.deepStrictEqual(permitOf(resource, act), { resource, act, ...rules, using })
  })

  it("lets a verb's own rule say who may see, where no rule of get does", () => {
    const owned = of({ update: Access.owner })
    const { see, using } = Result.getOrThrow(authorise(owned, "update", ann))
    assert.deepStrictEqual([see, using], [ofAnn(owned), ofAnn(owned)])
    const open = of({ create: Access.everyone, update: Access.owner })
    assert.deepStrictEqual(Result.getOrThrow(authorise(open, "replace", ann)).see, ofAnn(open))
  })

  it("joins the rules of new values with that of create", () => {
    const resource = of({ create: Access.owner, become: Access.group("readers") })
    const { createCheck, updateCheck } = Result.getOrThrow(authorise(resource, "create", ann))
    assert.isTrue(Predicate.isNever(createCheck))
    assert.isTrue(Predicate.isNever(updateCheck))
  })

  it("asks who is anonymous to sign in, and refuses who has", () => {
    const resource = of({ get: Access.group("readers"), update: Access.owner, delete: Access.signedIn })
    assert.strictEqual(tagOf(resource, "get", nobody), "Unauthenticated")
    assert.strictEqual(tagOf(resource, "get", ann), "NotPermitted")
    assert.strictEqual(tagOf(resource, "update", nobody), "Unauthenticated")
    assert.strictEqual(tagOf(resource, "delete", nobody), "Unauthenticated")
  })

  it("asks who sees nothing anonymously to sign in; for who has, the unseen is absent", () => {
    const resource = of({
      get: Access.group("readers"),
      update: Access.everyone,
      create: Access.everyone,
      list: Access.everyone
    })
    assert.strictEqual(tagOf(resource, "update", nobody), "Unauthenticated")
    assert.strictEqual(tagOf(resource, "list", nobody), "Unauthenticated")
    assert.strictEqual(tagOf(resource, "update", ann), "allowed")
    assert.strictEqual(tagOf(resource, "create", nobody), "allowed")
  })

  it("asks a guest to sign in, as whoever is anonymous", () => {
    const resource = of({ get: Access.group("readers"), update: Access.everyone, delete: Access.signedIn })
    for (const act of ["get", "update", "delete"] as const)
      assert.strictEqual(tagOf(resource, act, guest), "Unauthenticated")
    assert.strictEqual(tagOf(of({ get: Access.owner }), "get", guest), "Unauthenticated")
    assert.strictEqual(tagOf(of({ create: Access.owner }), "create", guest), "Unauthenticated")
    assert.strictEqual(tagOf(of({ get: Access.everyone }), "get", guest), "allowed")
  })

  it("lets a replace through as long as it may create or update", () => {
    assert.strictEqual(
      tagOf(of({ create: Access.everyone, update: Access.group("x") }), "replace", ann),
      "allowed"
    )
    assert.strictEqual(
      tagOf(of({ create: Access.group("x"), update: Access.everyone }), "replace", ann),
      "allowed"
    )
    assert.strictEqual(
      tagOf(of({ create: Access.group("x"), update: Access.group("y") }), "replace", ann),
      "NotPermitted"
    )
    assert.strictEqual(
      tagOf(of({ create: Access.signedIn, update: Access.signedIn }), "replace", nobody),
      "Unauthenticated"
    )
  })

  it("offers nobody a verb without a rule", () => {
    const resource = of({ get: Access.everyone, update: Access.everyone })
    assert.strictEqual(tagOf(resource, "delete", ann), "NotPermitted")
    assert.strictEqual(tagOf(resource, "delete", nobody), "NotPermitted")
    assert.strictEqual(tagOf(resource, "replace", ann), "NotPermitted")
    assert.deepStrictEqual(
      [offers(resource, "get"), offers(resource, "delete"), offers(resource, "replace")],
      [true, false, false]
    )
    assert.isTrue(offers(of({ create: Access.everyone, update: Access.everyone }), "replace"))
  })

  it("tells a caller which token would do, and refuses whom none would help", () => {
    const importing = Access.all(Access.signedIn, Access.scope("books.import"))
    const resource = of({
      create: Access.any(Access.group("librarians"), importing),
      update: Access.maxAge(300),
      delete: Access.all(Access.mfa, Access.scope("books.delete")),
      list: Access.group("librarians")
    })
    const failure = (act: Act, caller = ann): unknown =>
      Result.getOrThrow(Result.flip(authorise(resource, act, caller)))
    const asked = (act: Act) => ({ resource: "r", act })
    assert.deepEqual(
      failure("create"),
      new InsufficientScope({ ...asked("create"), scopes: ["books.import"] })
    )
    const step = { maxAge: null, mfa: false, scopes: [] }
    assert.deepEqual(
      failure("update"),
      new AuthenticationInsufficient({ ...asked("update"), ...step, maxAge: 300 })
    )
    assert.deepEqual(
      failure("delete"),
      new AuthenticationInsufficient({ ...asked("delete"), ...step, mfa: true, scopes: ["books.delete"] })
    )
    assert.strictEqual(tagOf(resource, "list", ann), "NotPermitted")
    assert.strictEqual(tagOf(resource, "create", nobody), "Unauthenticated")
    assert.strictEqual(tagOf(resource, "create", Caller.client("m", { scopes: ["books.import"] })), "allowed")
  })

  it("asks an owner for a newer sign-in too, also where the token says nothing of one", () => {
    const resource = of({
      get: Access.everyone,
      update: Access.all(Access.owner, Access.maxAge(300)),
      delete: Access.any(Access.all(Access.owner, Access.mfa), Access.group("librarians"))
    })
    const told = (act: Act, caller: Caller.Caller) => tagOf(resource, act, caller)
    assert.strictEqual(told("update", ann), "AuthenticationInsufficient")
    assert.strictEqual(told("update", { ...ann, authTime: 0, askedAt: 301 }), "AuthenticationInsufficient")
    assert.strictEqual(told("update", { ...ann, authTime: 0, askedAt: 300 }), "allowed")
    assert.strictEqual(told("delete", ann), "AuthenticationInsufficient")
    assert.strictEqual(told("delete", Caller.user("ann", { methods: ["mfa"] })), "allowed")
  })
})
