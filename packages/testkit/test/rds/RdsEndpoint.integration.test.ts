// @effect-diagnostics asyncFunction:off globalDate:off
import { Signer } from "@aws-sdk/rds-signer"
import { PostgresServer, RdsEndpoint } from "@pgcrest/testkit/postgres"
import { once } from "node:events"
import { connect } from "node:net"
import { Client, type ClientConfig } from "pg"
import { afterEach, assert, beforeAll, beforeEach, describe, inject, test } from "vitest"
import { query } from "../query.ts"

const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "a/secret+of=tests",
  sessionToken: "s/e+s="
}
const region = "eu-west-1"
let backend: string
let database: string
let endpoint: RdsEndpoint.RdsEndpoint
let now: () => Date

const start = (certificateFor = "localhost") =>
  RdsEndpoint.start({ backend, credentials, region, certificateFor, now: () => now() })

const token = (changes: Partial<ConstructorParameters<typeof Signer>[0]> = {}): Promise<string> => {
  const { hostname, port } = endpoint
  return new Signer({ hostname, port, username: "app", region, credentials, ...changes }).getAuthToken()
}

const config = async (changes: ClientConfig = {}): Promise<ClientConfig> => {
  const { hostname: host, port, ca } = endpoint
  return { host, port, user: "app", database, ssl: { ca }, password: await token(), ...changes }
}

const refused = async (changes: ClientConfig): Promise<string> =>
  query(await config(changes), "SELECT 1").then(() => "let in", String)

beforeAll(async () => {
  backend = await PostgresServer.createDatabase(inject("postgres"))
  database = new URL(backend).pathname.slice(1)
})

beforeEach(async () => {
  now = () => new Date()
  endpoint = await start()
})

afterEach(() => endpoint.stop())

describe("a fake RDS endpoint", () => {
  test("lets a good token in, to the database that the client named", async () => {
    assert.deepStrictEqual(await query(await config(), "SELECT current_database(), 1"), [database, 1])
    assert.deepStrictEqual([endpoint.logins, endpoint.rejected], [1, []])
  })

  test("lets credentials without a session token in", async () => {
    const { sessionToken: _, ...lasting } = credentials
    await endpoint.stop()
    endpoint = await RdsEndpoint.start({ backend, credentials: lasting, region })
    const password = await token({ credentials: lasting })
    assert.deepStrictEqual(await query(await config({ password }), "SELECT 1"), [1])
  })

  test("passes settings of the start-up, errors, and large results on", async () => {
    const named = await config({ application_name: "a b\\c", statement_timeout: 1234 })
    const text = "SELECT current_setting('application_name'), current_setting('statement_timeout')"
    assert.deepStrictEqual(await query(named, text), ["a b\\c", "1234ms"])
    assert.match(await query(named, "SELECT nothing").then(String, String), /column "nothing" does not exist/)
    const [large] = await query(named, "SELECT repeat('x', 3000000)")
    assert.lengthOf(String(large), 3_000_000)
  })

  test("passes a query's cancellation on", async () => {
    const client = new Client(await config())
    await client.connect()
    const slept = client.query("SELECT pg_sleep(30)").then(String, String)
    await sleeping()
    await cancel(Reflect.get(client, "processID"), Reflect.get(client, "secretKey"))
    assert.match(await slept, /canceling statement/)
    await client.end()
  })

  test("tells in PostgreSQL's words that the database does not exist", async () => {
    assert.match(await refused({ database: "nowhere" }), /database "nowhere" does not exist/)
    assert.strictEqual(endpoint.logins, 0)
  })

  test("refuses as RDS does, with 28000, and does not tell why", async () => {
    const client = new Client(await config({ password: "postgres" }))
    const error: unknown = await client.connect().catch((cause: unknown) => cause)
    assert.deepInclude(error, {
      code: "28000",
      severity: "FATAL",
      message: 'PAM authentication failed for user "app"'
    })
    assert.match(String(endpoint.rejected), /^host and port is "postgres"/)
  })

  test("refuses a token that was signed with another secret", async () => {
    const password = await token({ credentials: { ...credentials, secretAccessKey: "other" } })
    assert.match(await refused({ password }), /PAM authentication failed/)
    assert.deepStrictEqual(endpoint.rejected, ["X-Amz-Signature does not match"])
  })

  test("refuses a token after fifteen minutes, not before", async () => {
    const password = await token()
    now = () => new Date(Date.now() + 14 * 60_000)
    assert.deepStrictEqual(await query(await config({ password }), "SELECT 1"), [1])
    now = () => new Date(Date.now() + 15 * 60_000 + 1000)
    assert.match(await refused({ password }), /PAM authentication failed/)
    assert.match(String(endpoint.rejected), /is more than 900 seconds ago$/)
  })

  test("refuses a token from the future", async () => {
    now = () => new Date(Date.now() - 6 * 60_000)
    assert.match(await refused({}), /PAM authentication failed/)
    assert.match(String(endpoint.rejected), /is in the future$/)
  })

  test("refuses a token of another user", async () => {
    assert.match(await refused({ user: "admin" }), /PAM authentication failed for user "admin"/)
    assert.deepStrictEqual(endpoint.rejected, ['DBUser is "app", expected "admin"'])
  })

  test.each([
    ["port", { port: 5432 }, /^host and port is "localhost:5432"/],
    ["host, as behind a tunnel", { hostname: "127.0.0.1" }, /^host and port is "127.0.0.1:/],
    ["region", { region: "us-east-1" }, /^X-Amz-Credential is /],
    ["key", { credentials: { ...credentials, accessKeyId: "AKIDOTHER" } }, /^X-Amz-Credential is /],
    ["session", { credentials: { ...credentials, sessionToken: "old" } }, /^X-Amz-Security-Token is "old"/]
  ])("refuses a token for another %s", async (_, changes, reason) => {
    assert.match(await refused({ password: await token(changes) }), /PAM authentication failed/)
    assert.match(String(endpoint.rejected), reason)
  })

  test("refuses a client that does not ask for TLS", async () => {
    assert.match(await refused({ ssl: false }), /no pg_hba.conf entry for .*user "app".*no encryption/)
    assert.deepStrictEqual(endpoint.rejected, ["The client did not ask for TLS"])
  })

  test("is refused by a client that does not know its authority", async () => {
    assert.match(await refused({ ssl: true }), /unable to verify|self-signed/)
    assert.strictEqual(endpoint.logins, 0)
  })

  test("is refused by a client when its certificate is for another host", async () => {
    await endpoint.stop()
    endpoint = await start("other.example")
    assert.match(await refused({}), /does not match certificate's altnames/)
    assert.strictEqual(endpoint.logins, 0)
  })

  test("survives a client that speaks another protocol", async () => {
    const socket = connect(endpoint.port, "127.0.0.1").end("GET / HTTP/1.1\r\n\r\n")
    await once(socket.resume(), "close")
    assert.deepStrictEqual(await query(await config(), "SELECT 1"), [1])
  })
})

// A cancellation that comes before the query is lost, and nothing is wrong with that.
async function sleeping(): Promise<void> {
  const count = "SELECT count(*)::int FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = "
  const [found] = await query(backend, `${count} current_database()`)
  if (found === 0) return sleeping()
}

// CancelRequest, which needs no TLS: the process and the secret that the client got at its start.
async function cancel(processId: number, secretKey: number): Promise<void> {
  const packet = Buffer.alloc(16)
  ;[16, 80877102, processId, secretKey].forEach((word, index) => packet.writeInt32BE(word, 4 * index))
  const socket = connect(endpoint.port, "127.0.0.1").end(packet)
  await once(socket.resume(), "close")
}
