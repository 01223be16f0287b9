// @effect-diagnostics asyncFunction:off
import { fileURLToPath } from "node:url"
import { inspect } from "node:util"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import type { PoolConfig } from "pg"
import { assert, describe, test } from "vitest"
import { configured, type PostgresOptions } from "../../src/configuration/configuration.ts"

type Environment = Readonly<Record<string, string>>

const exitOf = (environment: Environment, options: PostgresOptions = {}) =>
  Effect.runPromise(
    Effect.exit(configured(options)).pipe(
      Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromUnknown(environment))
    )
  )

const config = async (environment: Environment, options: PostgresOptions = {}): Promise<PoolConfig> =>
  Exit.getSuccess(await exitOf(environment, options)).pipe((found) => {
    if (found._tag === "None") throw new Error("no configuration")
    return found.value
  })

const place = async (environment: Environment, options: PostgresOptions = {}) => {
  const { host, port, user, database, password } = await config(environment, options)
  return { host, port, user, database, password }
}

/** The sentence that it fails with, as Effect's own error for it. */
const fault = async (environment: Environment, options: PostgresOptions = {}): Promise<string> => {
  const error = Option.getOrThrow(Exit.findErrorOption(await exitOf(environment, options)))
  assert.instanceOf(error, Config.ConfigError)
  return error.message
}

const server = { host: "db.example", port: 6543, user: "app", database: "library", password: "p@ss/word" }
const address = "postgres://app:p%40ss%2Fword@db.example:6543/library"

describe("where the database is", () => {
  test("comes from an option before DATABASE_URL", async () => {
    assert.deepStrictEqual(await place({ DATABASE_URL: "postgres://other/other" }, { url: address }), server)
  })

  test("comes from DATABASE_URL, with postgresql: too", async () => {
    assert.deepStrictEqual(await place({ DATABASE_URL: address.replace("postgres:", "postgresql:") }), server)
  })

  test("comes from the PG* variables without a URL", async () => {
    const variables = {
      PGHOST: "db.example",
      PGPORT: "6543",
      PGUSER: "app",
      PGDATABASE: "library",
      PGPASSWORD: "p@ss/word"
    }
    assert.deepStrictEqual(await place(variables), server)
  })

  test("takes what a URL leaves out from the PG* variables", async () => {
    const variables = {
      PGHOST: "db.example",
      PGPORT: "6543",
      PGUSER: "app",
      PGPASSWORD: "secret",
      PGDATABASE: "no"
    }
    assert.deepStrictEqual(await place(variables, { url: "postgres:///library" }), {
      ...server,
      password: "secret"
    })
  })

  test("is this machine when nobody says anything, or only empty things", async () => {
    const local = {
      host: "127.0.0.1",
      port: 5432,
      user: "postgres",
      database: "postgres",
      password: undefined
    }
    assert.deepStrictEqual(await place({}), local)
    assert.deepStrictEqual(
      await place({ DATABASE_URL: "", PGHOST: "", PGPORT: "", PGUSER: "", PGPASSWORD: "", PGSSLMODE: "" }),
      local
    )
  })

  test.each([
    ["postgres://[2001:db8::7]:6543/library", "2001:db8::7"],
    ["postgres://%2Fvar%2Frun%2Fpostgresql/library", "/var/run/postgresql"],
    ["postgres:///library?host=/var/run/postgresql", "/var/run/postgresql"],
    ["postgres://app:a,b@/library?host=/var/run/postgresql", "/var/run/postgresql"],
    ["postgres://app@:6543/library?host=db.example", "db.example"],
    ["postgres://app:secret@/library", "127.0.0.1"],
    [" postgres://app:a,b@h/library\n", "h"],
    ["POSTGRES://h?dbname=library&user=app&password=secret", "h"]
  ])("understands %s", async (url, host) => {
    assert.deepInclude(await config({}, { url }), { host, database: "library" })
  })

  test.each([
    [{ DATABASE_URL: "library" }, /^DATABASE_URL must be like postgres:/],
    [{ DATABASE_URL: "mysql://u@h/d" }, /^DATABASE_URL must be like postgres:/],
    [{ DATABASE_URL: "postgres://app:top#secret@h/d" }, /^DATABASE_URL must be like postgres:/],
    [{ DATABASE_URL: "postgres:library" }, /^DATABASE_URL must be like postgres:/],
    [{ DATABASE_URL: "postgres:/library" }, /^DATABASE_URL must be like postgres:/],
    [{ DATABASE_URL: "postgres:" }, /^DATABASE_URL must be like postgres:/],
    [{ DATABASE_URL: "postgres://a,b/d" }, /^DATABASE_URL names several hosts; one is asked here$/],
    [{ DATABASE_URL: "postgres://u:p@a:1,b:2/d" }, /^DATABASE_URL names several hosts; one is asked here$/],
    [{ DATABASE_URL: "postgres:///d?host=a,b" }, /^DATABASE_URL names several hosts; one is asked here$/],
    [{ DATABASE_URL: "postgres://h/%00" }, /^DATABASE_URL has %00, which PostgreSQL takes nowhere$/],
    [{ DATABASE_URL: "postgres://h/d?options=%00" }, /^DATABASE_URL has %00/],
    [
      { DATABASE_URL: "postgres:///?service=prod" },
      /^DATABASE_URL has the parameter service, which is not read here/
    ],
    [{ DATABASE_URL: "postgres://h/d?hostaddr=::1" }, /^DATABASE_URL has the parameter hostaddr, which/],
    [{ DATABASE_URL: "postgres://app:top%secret@h/d" }, /^DATABASE_URL has a % that is no percent-encoding$/],
    [
      { DATABASE_URL: "postgres://h:0/d" },
      /^DATABASE_URL's port is "0"; it must be a number from 1 to 65535$/
    ],
    [{ PGPORT: "abc" }, /^PGPORT is "abc"; it must be a number from 1 to 65535$/],
    [{ PGPORT: "70000" }, /^PGPORT is "70000"/],
    [{ PGSSLMODE: "on" }, /^PGSSLMODE is "on"; it can be disable, require, verify-ca or verify-full/],
    [{ PGCREST_AUTH: "IAM" }, /^PGCREST_AUTH is "IAM"; it can be password or iam$/],
    [{ PGCREST_POOL: "0" }, /^PGCREST_POOL is "0"; it must be a whole number from 1$/],
    [{ PGCREST_POOL: "many" }, /^PGCREST_POOL is "many"/],
    [{ PGCREST_AUTH: "iam" }, /^IAM needs the region of the database: set AWS_REGION$/]
  ])("refuses %j in a plain sentence", async (environment, sentence) => {
    assert.match(await fault(environment), sentence)
  })

  test("never tells the password of a URL that it refuses", async () => {
    for (const url of [
      "postgres://app:top#secret@h/d",
      "postgres://app:topsecret@h:x/d",
      "postgres://app:topsecret%@h/d"
    ]) {
      const exit = await exitOf({ DATABASE_URL: url })
      assert.isTrue(Exit.isFailure(exit))
      assert.notMatch(inspect(exit, { depth: 20 }) + String(exit) + JSON.stringify(exit), /secret/)
    }
  })
})

describe("encryption", () => {
  test.each(["require", "verify-ca", "verify-full"])(
    "with sslmode=%s always verifies the server",
    async (mode) => {
      const verify = { rejectUnauthorized: true }
      assert.deepStrictEqual((await config({ PGSSLMODE: mode })).ssl, verify)
      assert.deepStrictEqual((await config({}, { url: `postgres://h/d?sslmode=${mode}` })).ssl, verify)
    }
  )

  test("is off without a word, and with disable", async () => {
    assert.strictEqual((await config({})).ssl, false)
    assert.strictEqual(
      (await config({ PGSSLMODE: "require" }, { url: "postgres://h/d?sslmode=disable" })).ssl,
      false
    )
  })

  test("follows the option before the URL", async () => {
    const url = "postgres://h/d?sslmode=require"
    assert.strictEqual((await config({}, { url, tls: "off" })).ssl, false)
    assert.deepStrictEqual((await config({}, { tls: "verify-full" })).ssl, { rejectUnauthorized: true })
  })

  test("is never off with IAM", async () => {
    const environment = { PGCREST_AUTH: "iam", PGSSLMODE: "disable", AWS_REGION: "eu-west-1" }
    const { ssl, password } = await config(environment)
    assert.deepStrictEqual(ssl, { rejectUnauthorized: true })
    assert.isFunction(password)
  })

  test("needs no AWS_REGION where the host tells the region", async () => {
    const host = { PGHOST: "library.abc.eu-west-1.rds.amazonaws.com" }
    assert.isFunction((await config({ PGCREST_AUTH: "iam", ...host })).password)
  })

  test("trusts the authorities of a region", async () => {
    const { ssl } = await config({
      PGSSLMODE: "require",
      PGCREST_CA: "rds",
      PGHOST: "library.abc.eu-west-1.rds.amazonaws.com"
    })
    assert.containsAllKeys(ssl, ["rejectUnauthorized", "secureContext"])
  })

  test("does not start with a file of authorities that is missing, or none", async () => {
    const here = fileURLToPath(import.meta.url)
    assert.match(
      await fault({ PGSSLMODE: "require", PGCREST_CA: "/nowhere/ca.pem" }),
      /^ca, sslrootcert or PGCREST_CA: \/nowhere\/ca.pem cannot be read: .*ENOENT/
    )
    assert.match(
      await fault({ PGSSLMODE: "require", PGCREST_CA: here }),
      /^ca, sslrootcert or PGCREST_CA: .* holds no PEM certificates$/
    )
  })
})
