// @effect-diagnostics asyncFunction:off
import {
  type PostgresOptions,
  PostgresClient,
  ResourceStorePostgres,
  TokenRevocationPostgres
} from "@pgcrest/adapter-postgres"
import {
  type Claims,
  IdentityUnavailable,
  InvalidDeclaration,
  ResourceStore,
  TokenRevocation
} from "@pgcrest/core"
import { TokenRevocationContract } from "@pgcrest/testkit"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import { afterAll, assert, beforeAll, beforeEach, describe, inject, test } from "vitest"
import { connect, type Direct, servers, sqlFile, terminate, untilIdle, untilWaiting } from "./database.ts"

const deny = (direct: Direct, id: string, until = "1 hour") =>
  direct.query("insert into auth.revoked_token (id, expires_at) values ($1, now() + $2::interval)", [
    id,
    until
  ])

/** A database with the deny list, and nothing else that counts. */
const makeDatabase = async (template: string) => {
  const url = await PostgresServer.createDatabase(template)
  const direct = await connect(url)
  await direct.query(await sqlFile("revocation.sql"))
  return { url, direct }
}

const revocationOn = (options: PostgresOptions & TokenRevocationPostgres.Options) =>
  TokenRevocationPostgres.layerNoDeps(options).pipe(Layer.provide(PostgresClient.layer(options)))

for (const [server, template] of servers())
  TokenRevocationContract.suite(
    server,
    Layer.unwrap(
      Effect.map(
        Effect.acquireRelease(
          Effect.promise(() => makeDatabase(template)),
          ({ direct }) => Effect.promise(() => direct.close())
        ),
        ({ url, direct }) =>
          Layer.merge(
            revocationOn({ url, connections: 4 }),
            Layer.succeed(TokenRevocationContract.Tokens, {
              issue: Effect.sync(() => ({ claims: { jti: crypto.randomUUID() }, token: null })),
              revoke: ({ claims }) => Effect.promise(() => deny(direct, String(claims["jti"])))
            })
          )
      )
    )
  )

describe("a deny list in PostgreSQL", () => {
  let url: string
  let direct: Direct

  beforeAll(async () => {
    ;({ url, direct } = await makeDatabase(inject("postgres")))
  })
  beforeEach(() => direct.query("truncate auth.revoked_token;"))
  afterAll(() => direct.close())

  /** Answers whether tokens of these claims are revoked, or fails. */
  const open = async (options: PostgresOptions & TokenRevocationPostgres.Options = {}) => {
    const runtime = ManagedRuntime.make(revocationOn({ url, ...options }))
    const { isRevoked } = await runtime.runPromise(TokenRevocation)
    return {
      ask: (claims: Claims) => Effect.runPromise(Effect.result(isRevoked({ claims, token: null }))),
      close: () => runtime.dispose()
    }
  }
  const yes = Result.succeed(true)
  const no = Result.succeed(false)

  test("bars a token, a sign-in, or somebody of one issuer, and nobody else", async () => {
    const { ask, close } = await open()
    const claims = { jti: "j", origin_jti: "o", iss: "https://a.example", sub: "ann" }
    assert.deepStrictEqual(await ask(claims), no)
    for (const id of ["j", "o", "sub:https://a.example#ann"]) {
      await deny(direct, id)
      assert.deepStrictEqual(await ask(claims), yes, id)
      await direct.query("truncate auth.revoked_token;")
    }
    for (const id of [
      "J",
      "j ",
      "sub:https://a.example#an",
      "sub:https://b.example#ann",
      "sub:ann",
      "ann",
      "{j}"
    ])
      await deny(direct, id)
    assert.deepStrictEqual(await ask(claims), no)
    await close()
  })

  test("looks for ids as they are, whatever stands in them", async () => {
    const { ask, close } = await open()
    const ids = [
      `"`,
      `\\`,
      `{a,b}`,
      `a","b`,
      "NULL",
      "null",
      "'; drop table auth.revoked_token; --",
      "é😀",
      " "
    ]
    for (const id of ids) assert.deepStrictEqual(await ask({ jti: id }), no, id)
    for (const id of ids) await deny(direct, id)
    for (const id of ids) assert.deepStrictEqual(await ask({ jti: id }), yes, id)
    assert.deepStrictEqual(await ask({ jti: "a" }), no)
    await close()
  })

  test("reads a number as it names a caller, and says nothing of what it cannot read", async () => {
    const { ask, close } = await open()
    for (const id of ["4711", "sub:https://a.example#42"]) await deny(direct, id)
    assert.deepStrictEqual(await ask({ jti: 4711 }), yes)
    assert.deepStrictEqual(await ask({ jti: "1", iss: "https://a.example", sub: 42 }), yes)
    for (const odd of [1.5, 2 ** 53, true, ["4711"], { id: "4711" }]) {
      for (const claims of [{ jti: odd }, { jti: "1", origin_jti: odd }, { jti: "1", iss: "x", sub: odd }]) {
        const told = await ask(claims)
        assert.isTrue(Result.isFailure(told) && told.failure instanceof IdentityUnavailable)
      }
    }
    await close()
  })

  test("does not count a row that has expired", async () => {
    const { ask, close } = await open()
    await deny(direct, "j", "-1 second")
    assert.deepStrictEqual(await ask({ jti: "j" }), no)
    await close()
  })

  test("fails where the table cannot be read, and for an id that no database could hold", async () => {
    const elsewhere = await open({ url: inject("postgres").replace(/\/[^/]*$/u, "/postgres") })
    const { ask, close } = await open()
    for (const asked of [elsewhere.ask({ jti: "j" }), ask({ jti: "\u0000" })]) {
      const told = await asked
      assert.isTrue(Result.isFailure(told) && told.failure instanceof IdentityUnavailable)
    }
    await Promise.all([elsewhere.close(), close()])
  })

  test("is asked again over a new connection where the one at hand was ended", async () => {
    const { ask, close } = await open({ prepare: false })
    await deny(direct, "j")
    assert.deepStrictEqual(await ask({ jti: "j" }), yes)
    await terminate(direct)
    assert.deepStrictEqual(await ask({ jti: "j" }), yes)
    await close()
  })

  test("fails where it does not answer in time, and answers the next over the same pool", async () => {
    const { ask, close } = await open({ deadlineMillis: 1000, connections: 1 })
    const other = await connect(url)
    await other.query("begin")
    await other.query("lock table auth.revoked_token in access exclusive mode")
    const told = await ask({ jti: "j" })
    assert.isTrue(Result.isFailure(told) && told.failure instanceof IdentityUnavailable)
    await other.query("rollback")
    assert.deepStrictEqual(await ask({ jti: "j" }), no)
    await Promise.all([close(), other.close()])
  })

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses a deadline of %s milliseconds",
    (deadlineMillis) => {
      assert.throws(() => TokenRevocationPostgres.layerNoDeps({ deadlineMillis }), InvalidDeclaration)
    }
  )

  test("is asked again where its connection is ended while it waits", async () => {
    const { ask, close } = await open({ deadlineMillis: 60_000 })
    const other = await connect(url)
    await other.query("begin")
    await other.query("lock table auth.revoked_token in access exclusive mode")
    const asked = ask({ jti: "j" })
    await untilWaiting(direct)
    await terminate(direct)
    await other.query("rollback")
    assert.deepStrictEqual(await asked, no)
    await Promise.all([close(), other.close()])
  })

  test("takes the store's connection", async () => {
    const { url, direct } = await makeDatabase(inject("postgres"))
    const both = Layer.merge(ResourceStorePostgres.layerNoDeps(), TokenRevocationPostgres.layerNoDeps())
    const runtime = ManagedRuntime.make(both.pipe(Layer.provide(PostgresClient.layer({ url }))))
    await runtime.runPromise(ResourceStore)
    const { isRevoked } = await runtime.runPromise(TokenRevocation)
    assert.isFalse(await runtime.runPromise(isRevoked({ claims: { jti: "j" }, token: null })))
    await untilIdle(direct)
    const sessions =
      "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'pgcrest'"
    assert.deepStrictEqual(await direct.query(sessions), [["1"]])
    await Promise.all([runtime.dispose(), direct.close()])
  })

  test("needs no rights but those that its file names, and a second run of that changes nothing", async () => {
    const role = `app_${crypto.randomUUID().slice(0, 8)}`
    const file = await sqlFile("revocation.sql")
    const rights = [...file.matchAll(/^-- {3}(grant .*;)$/gmu)].map(([, grant = ""]) => grant)
    assert.lengthOf(rights, 2)
    await direct.query(
      `create role ${role} login password 'app'; ${rights.join(" ").replaceAll("app;", `${role};`)}`
    )
    await deny(direct, "j")
    await direct.query(file)
    const own = Object.assign(new URL(url), { username: role, password: "app" }).href
    const { ask, close } = await open({ url: own })
    assert.deepStrictEqual(await ask({ jti: "j" }), yes)
    await close()
    const app = await connect(own)
    for (const text of [
      "select reason from auth.revoked_token",
      "delete from auth.revoked_token",
      "insert into auth.revoked_token (id, expires_at) values ('x', now())"
    ])
      assert.deepInclude(await app.query(text).catch((cause: unknown) => cause), { code: "42501" })
    await app.close()
    await direct.query(`drop owned by ${role}; drop role ${role};`)
  })
})
