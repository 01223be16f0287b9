// @effect-diagnostics asyncFunction:off
/** `dev --cognito` in both event versions: real users sign in, and may what the example's rules say. */
import { exec } from "node:child_process"
import { promisify } from "node:util"
import { CognitoIdentityProviderClient, GetUserCommand } from "@aws-sdk/client-cognito-identity-provider"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { fetchProgram } from "../cognito/fetchProgram.ts"
import { type Dev, start, stop } from "./devServer.ts"
import { type Ask, check, type Library, makeLibrary, type Person, requests } from "./identity/matrix.ts"

const shell = promisify(exec)

// Without the program in npx's cache it is downloaded first: 20 seconds where this was measured.
const program = await fetchProgram(console.log, AbortSignal.timeout(240_000)).catch((error: unknown) => {
  if (!/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|TimeoutError|AbortError|CERT|40[34] /u.test(String(error)))
    throw error
  console.log(`dev --cognito was not tried, as no registry answers: ${error}`)
  return null
})

interface Tokens {
  readonly access_token: string
  readonly id_token: string
  readonly authorization: string
}

const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString())

/** A token's payload, to which the librarians' group has been added. */
const promoted = (payload: string) =>
  Buffer.from(JSON.stringify({ ...payloadOf(payload), "cognito:groups": ["librarians"] })).toString(
    "base64url"
  )

// They write into one database.
const numbers = { rest: 1, http2: 2 }

describe.skipIf(program === null).each(["rest", "http2"] as const)("dev %s --cognito", (source) => {
  let dev: Dev | undefined
  let url = ""
  let issuer = ""
  let member: Tokens
  let librarian: Tokens
  beforeAll(async () => {
    dev = await start([source, "--cognito"])
    url = new URL(dev.page).origin
    issuer = /real, of (\S+);/u.exec(dev.screen)?.[1] ?? ""
    member = (await signIn("ann")).body
    librarian = (await signIn("ines")).body
  }, 240_000)
  afterAll(() => (dev === undefined ? undefined : stop(dev.process)))

  const send = async (method: string, path: string, authorization?: string, body?: unknown) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { "content-type": "application/json" })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) }
  }

  /** A machine's token, from the issuer that the first screen names. */
  const machine = async (client: string, secret: string): Promise<string> => {
    const [, endpoint = ""] = /curl -s (\S+\/token) /u.exec(dev?.screen ?? "") ?? []
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials" })
    })
    const { access_token }: { readonly access_token: string } = Object(await response.json())
    return `Bearer ${access_token}`
  }

  /** With the password that the first screen shows. */
  const signIn = (username: string) => {
    const [, password] = new RegExp(`^ {2}${username} +(\\S+)`, "mu").exec(dev?.screen ?? "") ?? []
    return send("POST", "/.sign-in", undefined, { username, password })
  }

  describe("everybody may do what the library lets them", () => {
    let library: Library
    const authorizations = new Map<Person, string>()
    const ask: Ask = async (as, method, path, body) => {
      const { status, body: json } = await send(method, path, authorizations.get(as), body)
      return { status, json: json ?? {} }
    }
    beforeAll(async () => {
      for (const person of ["ann", "bob", "ines"] as const)
        authorizations.set(person, (await signIn(person)).body.authorization)
      authorizations.set("importer", await machine("importer", "imports"))
      authorizations.set("other machine", await machine("reader", "reads"))
      library = await makeLibrary(ask, 9_000_000_000 + numbers[source])
    })

    it.each(requests)("%s", (request) => check(ask, library, request))
  })

  it("writes the sub of a person's token into their record, and a machine's client", async () => {
    const created = await send("POST", "/authors", librarian.authorization, { name: "Ursula Vernon" })
    assert.strictEqual(created.body.creator_uid, payloadOf(librarian.access_token).sub)
    const book = {
      title: "Nine Goblins",
      isbn: `979900000000${numbers[source]}`,
      author_uid: created.body.uid
    }
    const imported = await send("POST", "/books", await machine("importer", "imports"), book)
    assert.strictEqual(imported.body.creator_uid, "client:importer")
  })

  it("takes ID tokens, and access tokens where the authorizer of its events does", async () => {
    assert.strictEqual((await send("GET", "/books?limit=1", `Bearer ${member.id_token}`)).status, 200)
    const withAccess = await send("GET", "/books?limit=1", `Bearer ${member.access_token}`)
    assert.strictEqual(withAccess.status, source === "rest" ? 401 : 200)
  })

  it.each([
    ["a name", () => "Bearer ann"],
    [
      "a token that was changed",
      () => member.authorization.replace(/\.[^.]*\./u, (payload) => `.${promoted(payload)}.`)
    ],
    ["a token without its signature", () => member.authorization.replace(/[^.]*$/u, "")]
  ])("answers %s with 401 in the gateway's own words", async (_what, authorization) => {
    const refused = await send("GET", "/books?limit=1", authorization())
    assert.deepStrictEqual([refused.status, refused.body], [401, { message: "Unauthorized" }])
  })

  it("signs nobody in with a wrong password, nor under a name that nobody has", async () => {
    for (const username of ["ann", "eve"]) {
      const refused = await send("POST", "/.sign-in", undefined, { username, password: "Guessed-1-word" })
      assert.strictEqual(refused.status, 401)
      assert.notProperty(refused.body, "access_token")
    }
  })

  it("gives tokens that the pool itself takes from its client", async () => {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" }
    const pool = new CognitoIdentityProviderClient({
      endpoint: new URL(issuer).origin,
      region: "local",
      credentials
    })
    const user = await pool.send(new GetUserCommand({ AccessToken: member.access_token }))
    assert.strictEqual(user.Username, "ann")
    assert.strictEqual(payloadOf(member.id_token).iss, issuer)
  })

  it("prints commands that work in a shell as they are", async () => {
    const [, getTokens = ""] = /^ {2}(curl -s \S+\/\.sign-in .*)$/mu.exec(dev?.screen ?? "") ?? []
    assert.hasAllKeys(JSON.parse((await shell(getTokens)).stdout), [
      "access_token",
      "authorization",
      "id_token",
      "token_type"
    ])
    const [, create = ""] = /^ {2}(curl .*Ursula Vernon.*)$/mu.exec(dev?.screen ?? "") ?? []
    assert.match((await shell(create)).stdout, /^HTTP\/1.1 201 /u)
  })
})

describe.skipIf(program === null)("dev url --cognito", () => {
  let dev: Dev | undefined
  let url = ""
  beforeAll(async () => {
    dev = await start(["url", "--cognito"])
    url = new URL(dev.page).origin
  }, 240_000)
  afterAll(() => (dev === undefined ? undefined : stop(dev.process)))

  const ask = async (authorization: string | undefined, path: string, body?: object) => {
    const credentials = authorization === undefined ? {} : { authorization }
    const response = await fetch(url + path, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { ...credentials, "content-type": "application/json" }
    })
    return { status: response.status, json: Object(await response.json()) }
  }
  const signIn = async (username: string): Promise<Tokens> => {
    const [, password] = new RegExp(`^ {2}${username} +(\\S+)`, "mu").exec(dev?.screen ?? "") ?? []
    return (await ask(undefined, "/.sign-in", { username, password })).json
  }

  it("names no issuer of machines' tokens, which the handler would refuse", () =>
    assert.notInclude(dev?.screen, "client_credentials"))

  it("lets the handler verify the tokens, and tell the person behind a uid", async () => {
    const [ann, ines] = await Promise.all(["ann", "ines"].map(signIn))
    const made = await ask(ines?.authorization, "/authors", { name: "Ursula Vernon" })
    assert.strictEqual(made.status, 201)
    assert.strictEqual((await ask(ann?.authorization, "/authors", { name: "Ann" })).status, 403)
    const told = await ask(ann?.authorization, `/authors/${made.json.uid}?expand=creator`)
    assert.deepStrictEqual(told.json.creator, { uid: made.json.creator_uid, status: "active", name: "Ines" })
    assert.strictEqual((await ask("Bearer ann", "/books?limit=1")).json.code, "token-refused")
    assert.strictEqual((await ask(undefined, "/books?limit=1")).status, 200)
  })
})
