// @effect-diagnostics asyncFunction:off
/** `dev --cognito` in both event versions: real users sign in, and may what the example's rules say. */
import { exec } from "node:child_process"
import { promisify } from "node:util"
import { CognitoIdentityProviderClient, GetUserCommand } from "@aws-sdk/client-cognito-identity-provider"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { type Dev, start, stop } from "./devServer.ts"

const shell = promisify(exec)

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

describe.each(["rest", "http2"])("dev %s --cognito", (source) => {
  let dev: Dev | undefined
  let url = ""
  let issuer = ""
  let member: Tokens
  let librarian: Tokens
  // Without the program in npx's cache it is downloaded first: 20 seconds where this was measured.
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

  /** With the password that the first screen shows. */
  const signIn = (username: string) => {
    const [, password] = new RegExp(`^ {2}${username} +(\\S+)`, "mu").exec(dev?.screen ?? "") ?? []
    return send("POST", "/.sign-in", undefined, { username, password })
  }

  it("lets everybody read books, and who is nobody create none", async () => {
    assert.strictEqual((await send("GET", "/books?limit=1")).status, 200)
    const refused = await send("POST", "/authors", undefined, { name: "Nobody" })
    assert.strictEqual(refused.status, 401)
    assert.strictEqual(refused.body.title, "Not signed in")
  })

  it("lets a librarian create an author, in whose record stands the sub of the token", async () => {
    const created = await send("POST", "/authors", librarian.authorization, { name: "Ursula Vernon" })
    assert.strictEqual(created.status, 201)
    assert.strictEqual(created.body.creator_uid, payloadOf(librarian.access_token).sub)
    assert.deepStrictEqual(payloadOf(librarian.access_token)["cognito:groups"], ["librarians"])
  })

  it("tells a member that authors are not for members to create", async () => {
    assert.strictEqual((await send("POST", "/authors", member.authorization, { name: "Ann" })).status, 403)
  })

  it("shows a loan to its owner and to librarians, and to other members none", async () => {
    const as = member.authorization
    const profile = { name: "Ann", email: `ann-${source}@library.example`, joined: "2026-01-01" }
    const joined = await send("POST", "/members", as, profile)
    const books = await send("GET", "/books?copies_available=gt.1&limit=1&select=uid")
    const lent = await send("POST", "/loans", as, {
      book_uid: books.body[0].uid,
      member_uid: joined.body.uid,
      due: "2027-01-01"
    })
    assert.strictEqual(lent.status, 201)
    const loan = `/loans/${lent.body.uid}`
    const other: Tokens = (await signIn("bob")).body
    assert.strictEqual((await send("GET", loan, as)).status, 200)
    assert.strictEqual((await send("GET", loan, librarian.authorization)).status, 200)
    assert.strictEqual((await send("GET", loan, other.authorization)).status, 404)
    assert.strictEqual((await send("DELETE", loan, as)).status, 403)
    assert.strictEqual((await send("DELETE", loan, librarian.authorization)).status, 204)
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
