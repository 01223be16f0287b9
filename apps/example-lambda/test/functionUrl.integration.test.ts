// @effect-diagnostics asyncFunction:off globalDate:off
/** The bundle behind a Function URL: nothing stands in front, and the tokens of a user pool are verified with keys that it has, its people told by the pool. */
import { type ChildProcess, spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { GatewayEvent } from "@pgcrest/dev"
import { CognitoServer } from "@pgcrest/testkit/cognito"
import { RuntimeApi } from "@pgcrest/testkit/lambda"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { afterAll, assert, beforeAll, describe, inject, it, vi } from "vitest"
import { type Bundled, bundle } from "./bundled.ts"
import {
  type Ask,
  check,
  type Library,
  makeLibrary,
  type Person,
  requests,
  type Told
} from "./identity/matrix.ts"

const pool = "eu-west-1_Loopback1"
const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`
const key = OidcIssuer.makeKey("key-1", "RS256")
const now = Math.floor(Date.now() / 1000)

/** An access token as a user pool makes it. */
const token = (claims: object, by = key): string => {
  const times = { iat: now, auth_time: now, exp: now + 3600 }
  const payload = {
    iss: issuer,
    jti: randomUUID(),
    token_use: "access",
    client_id: "app",
    ...times,
    ...claims
  }
  return OidcIssuer.signText(JSON.stringify({ kid: by.kid, alg: by.algorithm }), JSON.stringify(payload), by)
}
const machine = (scope: string) => token({ sub: "importer", client_id: "importer", scope })

/** The subs of people in the pool, and what each person of the matrix sends. */
const subs = new Map<string, string>()
const tokens = new Map<Person, string>([
  ["importer", machine("books.import")],
  ["other machine", machine("books.read")]
])

const signUp = (username: "ann" | "bob" | "ines", name: string, claims: object = {}): void => {
  const sub = cognito.pool.add({ attributes: { name, email: `${username}@example.org` } })
  subs.set(username, sub)
  tokens.set(username, token({ sub, username, ...claims }))
}

let bundled: Bundled
let api: RuntimeApi.RuntimeApi
let cognito: CognitoServer.CognitoServer
let sandbox: ChildProcess

beforeAll(async () => {
  bundled = await bundle("url.main")
  api = await RuntimeApi.start()
  cognito = await CognitoServer.start()
  signUp("ann", "Ann")
  signUp("bob", "Bob")
  signUp("ines", "Ines", { "cognito:groups": ["librarians"] })
  sandbox = spawn(process.execPath, [RuntimeApi.runtimeClient, bundled.file, "handler"], {
    env: {
      PATH: process.env["PATH"],
      AWS_LAMBDA_RUNTIME_API: api.address,
      DATABASE_URL: await PostgresServer.createDatabase(inject("postgres")),
      USER_POOL_ID: pool,
      // As on Lambda, and the SDK's own word for another place to ask.
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint,
      APP_CLIENT_ID: "app",
      IMPORTER_CLIENT_ID: "importer",
      PGCREST_JWKS: JSON.stringify({ [issuer]: { keys: [key.jwk] } })
    },
    stdio: ["ignore", "ignore", "inherit"]
  })
}, 60_000)

afterAll(async () => {
  if (sandbox.exitCode === null && sandbox.kill("SIGKILL")) await once(sandbox, "exit")
  await api.stop()
  await cognito.stop()
  await bundled.remove()
})

const invoke = async (method: string, path: string, authorization?: string, sent?: object): Promise<Told> => {
  const headers = authorization === undefined ? {} : { authorization }
  const body = sent === undefined ? {} : { body: sent }
  const event = GatewayEvent.make("url", { method, path, headers, ...body })
  const { kind, body: result } = await api.invoke(event, { timeoutMs: 20_000 })
  assert.strictEqual(kind, "response", JSON.stringify(result))
  const { statusCode, body: text }: { readonly statusCode: number; readonly body?: string } = Object(result)
  return { status: statusCode, json: text === undefined ? {} : JSON.parse(text) }
}
const ask: Ask = (as, method, path, body) =>
  invoke(method, path, as === "nobody" ? undefined : `Bearer ${tokens.get(as)}`, body)

describe("the library behind a Function URL", () => {
  let library: Library
  beforeAll(async () => {
    library = await makeLibrary(ask, 1)
  }, 30_000)

  it("writes the pool's own subject into records, and a machine's client", async () => {
    const { json: made } = await ask("importer", "POST", "/books", {
      title: "Quartet",
      isbn: "9780000099999",
      author_uid: library.author
    })
    assert.include(made, { creator_uid: "client:importer" })
  })

  it("lets members borrow for themselves alone, and shows each their own loans, librarians all", async () => {
    const due = "2027-01-01"
    const { json: loan } = await ask("ann", "GET", `/loans/${library.loan}`)
    const { book_uid, member_uid } = loan
    for (const person of ["bob", "importer"] as const) {
      const { status, json } = await ask(person, "POST", "/loans", { book_uid, member_uid, due })
      assert.deepStrictEqual([status, json["code"]], [422, "reference-missing"])
    }
    const loansOf = async (person: Person) => Object(await ask(person, "GET", "/loans")).json.length
    assert.deepStrictEqual(
      await Promise.all((["ann", "bob", "ines", "importer"] as const).map(loansOf)),
      [1, 0, 1, 0]
    )
  })

  it("tells the people behind uids to who is signed in, as the pool knows them", async () => {
    const { json: book } = await ask("ines", "POST", "/books", {
      title: "Good Morning, Midnight",
      isbn: "9780000088888",
      author_uid: library.author
    })
    const path = `/books/${String(book["uid"])}`
    // The first look loads the SDK, which may take longer than a request waits for a name.
    const told = () => ask("ann", "GET", `${path}?select=title&expand=creator`)
    const named = { uid: subs.get("ines"), status: "active", name: "Ines" }
    await vi.waitFor(async () => assert.deepStrictEqual((await told()).json["creator"], named), 60_000)
    const looked = cognito.calls.of("ListUsers")
    const { json: history } = await ask("ann", "GET", `${path}/history?select=version&expand=actor`)
    assert.strictEqual(Object(history)[0].acted_by.name, "Ines")
    assert.strictEqual((await ask("nobody", "GET", `${path}?expand=creator`)).status, 401)
    assert.strictEqual(cognito.calls.of("ListUsers"), looked)
  })

  it.each(requests)("lets everybody do what they may: %s", (request) => check(ask, library, request))

  it.each([
    ["a key of somebody else's", token({ sub: "ann" }, OidcIssuer.makeKey("key-1", "RS256"))],
    ["another pool", token({ sub: "ann", iss: `${issuer}x` })],
    ["another client", token({ sub: "ann", client_id: "another" })],
    ["an ID token", token({ sub: "ann", token_use: "id", aud: "app" })],
    ["an hour too late", token({ sub: "ann", exp: now - 60 })],
    ["no signature", token({ sub: "ann" }).replace(/[^.]*$/u, "")]
  ])("refuses a token of %s", async (_what, forged) => {
    const { status, json } = await invoke("GET", "/books", `Bearer ${forged}`)
    assert.strictEqual(status, 401)
    assert.strictEqual(json["code"], "token-refused")
  })
})
