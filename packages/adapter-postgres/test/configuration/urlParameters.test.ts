// @effect-diagnostics asyncFunction:off
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as Result from "effect/Result"
import type { PoolConfig } from "pg"
import { assert, describe, test } from "vitest"
import { configured, type PostgresOptions } from "../../src/configuration/configuration.ts"

interface Outcome {
  readonly config: Result.Result<PoolConfig, string>
  readonly logged: ReadonlyArray<string>
}

/** What a URL comes to, and what the log is told of it. */
const outcome = async (
  url: string,
  options: PostgresOptions = {},
  environment: Readonly<Record<string, string>> = {}
): Promise<Outcome> => {
  const logged: Array<string> = []
  const logger = Logger.make(({ logLevel, message }) => {
    logged.push(`${logLevel}: ${String(message)}`)
  })
  const config = await Effect.runPromise(
    Effect.result(configured({ url, ...options })).pipe(
      Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromUnknown(environment)),
      Effect.provideService(Logger.CurrentLoggers, new Set([logger]))
    )
  )
  return { config: Result.mapError(config, ({ message }) => message), logged }
}

const config = async (...asked: Parameters<typeof outcome>) =>
  Result.getOrThrow((await outcome(...asked)).config)

const plain = { ssl: false, max: 1, application_name: "pgcrest" }
const verified = { ...plain, ssl: { rejectUnauthorized: true } }
const ignored = (...names: ReadonlyArray<string>) => [
  `Warn: The option url has parameters that are ignored here: ${names.join(", ")}`
]
const prefer =
  "Warn: The option url's sslmode is prefer: the connection is encrypted and the server verified, or fails; disable says otherwise"
const allow =
  "Warn: The option url's sslmode is allow: the connection is not encrypted; say verify-full if it shall be"
const noVerify =
  "Warn: The option url's sslmode is no-verify: the server is verified all the same; give its authority as sslrootcert"

// What providers print, with names and passwords of nobody.
const printed: ReadonlyArray<readonly [string, string, Partial<PoolConfig>, ReadonlyArray<string>]> = [
  [
    "Neon",
    "postgresql://neondb_owner:npg_x@ep-cool-1-pooler.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require",
    { ...verified, enableChannelBinding: true },
    []
  ],
  [
    "Neon for clients that tell no name",
    "postgresql://o:p@ep-cool-1.aws.neon.tech/neondb?sslmode=require&options=endpoint%3Dep-cool-1",
    { ...verified, options: "endpoint=ep-cool-1" },
    []
  ],
  [
    "Neon for Prisma",
    "postgresql://o:p@ep-cool-1-pooler.aws.neon.tech/neondb?pgbouncer=true&connect_timeout=15&sslmode=require",
    { ...verified, connectionTimeoutMillis: 15_000 },
    []
  ],
  [
    "Vercel",
    "postgres://default:p@ep-cool-1-pooler.aws.neon.tech:5432/verceldb?sslmode=require",
    verified,
    []
  ],
  [
    "Supabase, direct",
    "postgresql://postgres:p@db.abcdefgh.supabase.co:5432/postgres",
    { ...plain, host: "db.abcdefgh.supabase.co" },
    []
  ],
  [
    "Supabase, its transaction pooler",
    "postgresql://postgres.abcdefgh:p@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?pgbouncer=true",
    { ...plain, user: "postgres.abcdefgh", port: 6543 },
    []
  ],
  [
    "Supabase for Prisma on a serverless function",
    "postgresql://postgres.a:p@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?pgbouncer=true&connection_limit=1",
    { ...plain, max: 1 },
    []
  ],
  [
    "Prisma's own start",
    "postgresql://johndoe:randompassword@localhost:5432/mydb?schema=public",
    plain,
    ignored("schema")
  ],
  [
    "Prisma with a pool",
    "postgresql://u:p@h/d?schema=public&connection_limit=5&pool_timeout=2&socket_timeout=3&statement_cache_size=0",
    { ...plain, max: 5 },
    ignored("schema", "pool_timeout", "socket_timeout", "statement_cache_size")
  ],
  [
    "Prisma with certificates",
    "postgresql://u:p@h/d?sslmode=require&sslcert=../ca.pem&sslidentity=c.p12&sslpassword=topsecret&sslaccept=strict",
    verified,
    ignored("sslcert", "sslidentity", "sslpassword", "sslaccept")
  ],
  ["Prisma, as it encrypts unless told", "postgresql://u:p@h/d?sslmode=prefer", verified, [prefer]],
  ["Heroku", "postgres://ucxyz:p1@ec2-3-4-5-6.compute-1.amazonaws.com:5432/d4abc", plain, []],
  [
    "Heroku, as drivers of Node are told",
    "postgres://ucxyz:p1@ec2-3-4-5-6.compute-1.amazonaws.com:5432/d4abc?sslmode=no-verify",
    verified,
    [noVerify]
  ],
  ["Heroku of old", "postgres://u:p@h:5432/d?ssl=true", verified, []],
  [
    "Railway",
    "postgresql://postgres:p@containers-us-west-1.railway.app:6543/railway",
    { ...plain, port: 6543 },
    []
  ],
  ["Render", "postgresql://u:p@dpg-abc-a.frankfurt-postgres.render.com/d?ssl=1", verified, []],
  [
    "DigitalOcean",
    "postgresql://doadmin:p@db-postgresql-fra1-1-do-user-1-0.b.db.ondigitalocean.com:25060/defaultdb?sslmode=require",
    { ...verified, port: 25_060 },
    []
  ],
  ["Fly", "postgres://app:p@app-db.flycast:5432/app?sslmode=disable", plain, []],
  [
    "Azure",
    "postgres://app%40server:p@server.postgres.database.azure.com:5432/postgres?sslmode=require&application_name=web",
    { ...verified, user: "app@server", application_name: "web" },
    []
  ],
  [
    "Cloud SQL",
    "postgresql://u:p@localhost/d?host=/cloudsql/project:region:instance",
    { ...plain, host: "/cloudsql/project:region:instance" },
    []
  ],
  [
    "CockroachDB",
    "postgresql://u:p@free-tier.aws-eu-central-1.cockroachlabs.cloud:26257/defaultdb?sslmode=verify-full&sslrootcert=system&options=--cluster%3Dred-1",
    { ...verified, options: "--cluster=red-1" },
    []
  ],
  [
    "libpq with keepalives and several targets",
    "postgresql://h/d?target_session_attrs=read-write&keepalives=1&keepalives_idle=30&keepalives_interval=10&fallback_application_name=a&gssencmode=prefer",
    plain,
    ignored("target_session_attrs", "keepalives_idle", "keepalives_interval", "fallback_application_name")
  ],
  ["libpq that wants no encryption", "postgresql://h/d?sslmode=allow", plain, [allow]],
  ["asyncpg", "postgresql://h/d?ssl=require&ssl_min_protocol_version=TLSv1.2", verified, []],
  [
    "JDBC, with its login",
    "postgresql://h/d?user=app&password=topsecret&dbname=e",
    { ...plain, user: "app", password: "topsecret", database: "e" },
    []
  ],
  [
    "JDBC",
    "postgresql://h/d?ssl=false&prepareThreshold=0&reWriteBatchedInserts=true",
    plain,
    ignored("prepareThreshold", "reWriteBatchedInserts")
  ]
]

describe("a URL as it is printed by", () => {
  test.each(printed)("%s starts", async (_whose, url, expected, warnings) => {
    const { config, logged } = await outcome(url)
    assert.deepInclude(Result.getOrThrow(config), expected)
    assert.deepStrictEqual(logged, warnings)
  })
})

describe("a parameter of a URL", () => {
  test.each([
    "channel_binding=always",
    "gssencmode=require",
    "require_auth=scram-sha-256",
    "requirepeer=postgres",
    "ssl_min_protocol_version=TLSv1.3",
    "sslcertmode=require",
    "sslcrl=/crl.pem",
    "sslcrldir=/crls"
  ])("that asks for more security than there is ends the start: %s", async (parameter) => {
    const { config } = await outcome(`postgres://h/d?sslmode=verify-full&${parameter}`)
    assert.deepStrictEqual(
      config,
      Result.fail(
        `The option url has ${parameter}, which is more than can be promised here: leave it out, or ask less of it`
      )
    )
  })

  test.each([
    ["without encryption", "postgres://h/d?channel_binding=require", {}],
    ["with encryption taken away", "postgres://h/d?channel_binding=require&sslmode=require", { tls: "off" }],
    [
      "with a token for a password",
      "postgres://h/d?channel_binding=require&sslmode=require",
      { auth: "iam", region: "eu-west-1" }
    ]
  ] as const)("that binds the login ends the start %s", async (_how, url, options) => {
    const { config } = await outcome(url, options)
    assert.deepStrictEqual(
      config,
      Result.fail(
        "channel_binding=require needs a password over TLS: add sslmode=verify-full, or leave it out"
      )
    )
  })

  test("that is no number where one must be is ignored", async () => {
    const { config, logged } = await outcome("postgres://h/d?connect_timeout=0&connection_limit=-1")
    assert.doesNotHaveAnyKeys(Result.getOrThrow(config), ["connectionTimeoutMillis"])
    assert.deepInclude(Result.getOrThrow(config), plain)
    assert.deepStrictEqual(logged, ignored("connect_timeout", "connection_limit"))
  })

  test("counts connections where no option does, before the environment", async () => {
    const url = "postgres://h/d?connection_limit=5"
    assert.deepInclude(await config(url, {}, { PGCREST_POOL: "2" }), { max: 5 })
    assert.deepInclude(await config(url, { connections: 3 }), { max: 3 })
  })

  test.each(["sslrootcert=system", "sslaccept=strict", "tls=true"])(
    "that says no more of TLS than %s gets a verified server",
    async (parameter) => {
      assert.deepInclude(await config(`postgres://h/d?${parameter}`), verified)
    }
  )

  test("whose value is a secret is told by its name alone", async () => {
    const { logged } = await outcome("postgres://h/d?sslpassword=topsecret&passphrase=topsecret")
    assert.deepStrictEqual(logged, ignored("sslpassword", "passphrase"))
  })
})
