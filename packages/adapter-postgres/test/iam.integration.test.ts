// @effect-diagnostics asyncFunction:off globalDate:off
import { StoreUnavailable } from "@pgcrest/core"
import { RdsEndpoint } from "@pgcrest/testkit/postgres"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inspect } from "node:util"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test, vi } from "vitest"
import { create, list } from "./commands.ts"
import {
  type Answer,
  connect,
  type Direct,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  terminate
} from "./database.ts"
import { Books } from "./shelf.ts"

const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "a/secret+of=tests",
  sessionToken: "s/e+s="
}
const region = "eu-west-1"
const later = 20 * 60_000
let backend: string
let direct: Direct
let folder: string
let endpoint: RdsEndpoint.RdsEndpoint
let ahead: number
let store: Opened | undefined

const start = (certificateFor = "localhost") =>
  RdsEndpoint.start({ backend, credentials, region, certificateFor, now: () => new Date(Date.now() + ahead) })

/** A store as a Lambda's environment describes it. */
const open = async (changes: Readonly<Record<string, string>> = {}): Promise<Opened> => {
  const ca = join(folder, "ca.pem")
  await writeFile(ca, endpoint.ca)
  const environment = {
    PGHOST: endpoint.hostname,
    PGPORT: String(endpoint.port),
    PGUSER: "app",
    PGDATABASE: new URL(backend).pathname.slice(1),
    PGCREST_AUTH: "iam",
    PGCREST_CA: ca,
    AWS_REGION: region
  }
  store = await openStore({}, { ...environment, ...changes })
  return store
}

const failureOf = (answer: Answer): StoreUnavailable => {
  const failure = Result.getOrThrow(Result.flip(answer))
  assert.instanceOf(failure, StoreUnavailable)
  return failure
}

beforeAll(async () => {
  backend = await makeDatabase()
  direct = await connect(backend)
  folder = await mkdtemp(join(tmpdir(), "pgcrest-iam-"))
})
afterAll(() => Promise.all([direct.close(), rm(folder, { recursive: true })]))

beforeEach(async () => {
  ahead = 0
  vi.stubEnv("AWS_ACCESS_KEY_ID", credentials.accessKeyId)
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey)
  vi.stubEnv("AWS_SESSION_TOKEN", credentials.sessionToken)
  endpoint = await start()
})
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  await store?.close()
  await endpoint.stop()
})

describe("logging in to RDS with IAM", () => {
  test("works with credentials of the environment", async () => {
    const { run } = await open()
    assert.strictEqual(outcome(await run(create(Books, { title: "Emma" }))), "done")
    assert.deepStrictEqual([endpoint.logins, endpoint.rejected], [1, []])
  })

  test("signs a new token for each connection", async () => {
    const { run } = await open()
    await run(list(Books))
    // Twenty minutes on, for signer and endpoint alike: the first token has expired.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + later })
    await terminate(direct)
    assert.strictEqual(outcome(await run(list(Books))), "done")
    assert.deepStrictEqual([endpoint.logins, endpoint.rejected], [2, []])
  })

  test("counts what arrives under TLS as well: an answer of more than eight megabytes is refused", async () => {
    // The first of the list, which would end before any later record.
    await direct.query(
      `insert into shelf.books (uid, title, copies, tags, version, created_at, last_updated_at)
        select '00000000-0000-4000-8000-000000000000', repeat('x', 9000000), 0, '{}', 1, now(), now();`
    )
    const { run } = await open()
    assert.strictEqual(outcome(await run(list(Books))), "AnswerTooLarge")
    assert.strictEqual(outcome(await run(list(Books, { select: ["uid"] }))), "done")
    await direct.query("truncate shelf.books;")
  })

  test("keeps a connection beyond the life of its token", async () => {
    const { run } = await open()
    await run(list(Books))
    ahead = later
    assert.strictEqual(outcome(await run(list(Books))), "done")
    assert.strictEqual(endpoint.logins, 1)
  })

  test("is refused with another secret: StoreUnavailable says why, after one more try", async () => {
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "other")
    const { run } = await open()
    // The connection that init opens is refused as well: let that be over.
    await vi.waitFor(() => assert.lengthOf(endpoint.rejected, 1), 20_000)
    const failure = failureOf(await run(create(Books, { title: "Emma" })))
    assert.match(String(failure.cause), /PAM authentication failed for user "app"/)
    assert.strictEqual(failure.outcomeUnknown, false)
    assert.deepStrictEqual(endpoint.rejected, Array(3).fill("X-Amz-Signature does not match"))
  })

  test("is refused with an expired token", async () => {
    ahead = later
    const { run } = await open()
    const failure = failureOf(await run(list(Books)))
    assert.match(String(failure.cause), /PAM authentication failed/)
    assert.match(String(endpoint.rejected[0]), /more than 900 seconds ago/)
  })

  test("does not go to a server whose certificate is for another host", async () => {
    await endpoint.stop()
    endpoint = await start("other.example")
    const { run } = await open()
    const failure = failureOf(await run(list(Books)))
    assert.match(String(failure.cause), /does not match certificate's altnames/)
    assert.strictEqual(endpoint.logins, 0)
  })

  test("does not go to an address that the certificate does not name", async () => {
    const { run } = await open({ PGHOST: "127.0.0.1" })
    assert.match(String(failureOf(await run(list(Books))).cause), /does not match certificate's altnames/)
    assert.strictEqual(endpoint.logins, 0)
  })

  test("does not go to a server of an unknown authority", async () => {
    const { run } = await open({ PGCREST_CA: "" })
    const { cause } = failureOf(await run(list(Books)))
    assert.propertyVal(cause, "code", "UNABLE_TO_VERIFY_LEAF_SIGNATURE")
    assert.strictEqual(endpoint.logins, 0)
    const left = "The client went away after the TLS handshake, or in it"
    await vi.waitFor(() => assert.isNotEmpty(endpoint.rejected), 20_000)
    assert.deepStrictEqual([...new Set(endpoint.rejected)], [left])
  })

  test("tells that there are no credentials", async () => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"])
      vi.stubEnv(name, undefined)
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true")
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "none"))
    vi.stubEnv("AWS_CONFIG_FILE", join(folder, "none"))
    const { run } = await open()
    assert.match(
      String(failureOf(await run(list(Books))).cause),
      /No RDS token could be signed: .*credentials/i
    )
  })

  test("never tells a token or a secret in a failure", async () => {
    const secrets = [
      credentials.secretAccessKey,
      "X-Amz-Signature=",
      "X-Amz-Credential=",
      encodeURIComponent(credentials.sessionToken)
    ]
    ahead = later
    const refused = await open()
    const exit = await Effect.runPromise(Effect.exit(refused.store.run(list(Books))))
    const cause = Exit.isFailure(exit) ? exit.cause : Cause.empty
    const told = [Cause.pretty(cause), inspect(exit, { depth: 20 }), JSON.stringify(exit), String(exit)].join(
      "\n"
    )
    assert.match(told, /PAM authentication failed/)
    for (const secret of secrets) assert.notInclude(told, secret)
  })
})

describe("a login that must be bound to the server's certificate", () => {
  test("sends no password to a server that binds none", async () => {
    const ca = join(folder, "ca.pem")
    await writeFile(ca, endpoint.ca)
    const where = `${endpoint.hostname}:${endpoint.port}${new URL(backend).pathname}`
    const url = `postgres://app:secret@${where}?sslmode=verify-full&sslrootcert=${ca}&channel_binding=require`
    store = await openStore({ url })
    const cause: unknown = await store.run(list(Books)).catch((cause: unknown) => cause)
    assert.match(
      String(cause),
      /offers no login that is bound to its certificate, as channel_binding=require asks$/
    )
    assert.deepStrictEqual([endpoint.logins, endpoint.rejected], [0, []])
  })
})
