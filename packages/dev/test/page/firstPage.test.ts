// @effect-diagnostics asyncFunction:off
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { examplesOf } from "../../src/page/examples.ts"
import { firstPage } from "../../src/page/firstPage.ts"
import { peopleOf } from "../../src/page/People.ts"
import { echo, lines, start } from "../gateways.ts"
import { Shelf, users } from "./shelf.ts"

const contents = { name: "The <shelf>", api: Shelf, people: users }
const page = firstPage(contents)
const text = Buffer.from(page.body).toString()

/** The rows of a resource's tables, as texts of their cells. */
const rowsOf = (resource: string): ReadonlyArray<string> => {
  const [, section = ""] = text.split(`<section id="${resource}"`)
  const [own = ""] = section.split("</section>")
  return own
    .split("<tr>")
    .slice(1)
    .map((row) => plain(row.replaceAll(/<\/t[dh]>/gu, " | ")))
}

const plain = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll(/&#(\d+);/gu, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s+/gu, " ")
    .replace(/[ |]+$/u, "")
    .trim()

describe("the first page", () => {
  it("tells each address of a resource, and who may use it", () => {
    assert.deepStrictEqual(rowsOf("books").slice(0, 10), [
      "GET /books | list | everyone",
      "POST /books | create | who is signed in",
      "POST /books | upsert | who is signed in, and its owner",
      "GET /books/{uid} | get | everyone",
      "PUT /books/{uid} | replace | who is signed in, and its owner",
      "PATCH /books/{uid} | update | its owner",
      "GET /books/{uid}/history | history | its owner or group librarians",
      "GET /books/{uid}/history/{version} | history | its owner or group librarians",
      "PATCH /books | update | its owner",
      "POST /books/query | list | everyone"
    ])
    assert.deepStrictEqual(rowsOf("authors").slice(0, 2), [
      "GET /authors | list | group librarians",
      "POST /authors | create | who is signed in and (group editors or group librarians)"
    ])
  })

  it("tells how clients of PostgREST are pointed at it, where its wire is served", () => {
    const told = (postgrest: string) => plain(String(firstPage({ ...contents, postgrest }).body))
    const [name = ""] = Object.keys(users)
    assert.include(
      told("/rest/v1"),
      `createClient(location.origin, "no-key", { accessToken: async () => "${name}" })`
    )
    assert.include(told("/tables"), 'new PostgrestClient(location.origin + "/tables"')
    assert.notInclude(plain(text), "PostgREST")
  })

  it("shows commands for a shell, as they are typed", () => {
    const samples = [`curl 'http://localhost:3000/books?a=1&b=<i>'`]
    assert.include(
      String(firstPage({ ...contents, samples }).body),
      "<pre>curl &#39;http://localhost:3000/books?a=1&#38;b=&#60;i&#62;&#39;</pre>"
    )
    assert.notInclude(text, "In a shell")
  })

  it("tells each field, its type, and what is asked of it", () => {
    assert.deepStrictEqual(rowsOf("books").slice(10), [
      "uid | uuid | identifies the record",
      "pages | integer | required",
      "title | text | required",
      "isbn | text | required, stays as created, unique",
      `state | "new" | "\\"><img src=x onerror=alert(1)>" | required`,
      "price | numeric(10, 2) | may be null",
      `genres | text[] | ["<i>"] unless given`,
      "secret | text | may be null, never shown",
      "copies | integer | written by hooks, 0 unless given",
      "author_uid | uuid | required → authors",
      "version | bigint | kept by the server",
      "created_at | timestamptz | kept by the server",
      "last_updated_at | timestamptz | kept by the server",
      "creator_uid | text | kept by the server",
      "last_updater_uid | text | kept by the server"
    ])
  })

  it("takes nothing of a declaration for markup", () => {
    for (const mark of ["<shelf>", "<img", "<i>", "<ines>"]) assert.notInclude(text, mark)
    assert.include(text, "&#60;ines&#62;")
  })

  it("tells how to act as somebody: by name, or with a password where an authority gives tokens", () => {
    assert.include(text, "<code>Authorization: Bearer ann</code>")
    assert.notInclude(text, "data-password=")
    const people = peopleOf(users, { ann: `"sesame"` })
    const signing = Buffer.from(firstPage({ ...contents, people }).body).toString()
    assert.match(signing, /<option value="ann" data-password="&#34;sesame&#34;">ann<\/option>/u)
    assert.match(signing, /the password <code>&#34;sesame&#34;<\/code>/u)
    assert.notInclude(signing, "ines")
  })

  it("asks for nothing but its own origin", () => {
    const policy = Object.fromEntries(page.headers)["content-security-policy"] ?? ""
    assert.match(policy, /^default-src 'none'; connect-src 'self'; img-src data:; style-src 'sha256-/u)
    assert.notMatch(policy, /unsafe|https?:/u)
    assert.notMatch(text, /(?:src|href)="(?!#|data:)/u)
  })
})

describe("its examples", () => {
  it("are a list, the changed last, and an empty create, each as somebody who may", () => {
    assert.deepStrictEqual(
      examplesOf(Shelf, users).map(({ as, body, method, target }) => [method, target, as, body]),
      [
        ["GET", "/books?limit=3", "", ""],
        ["GET", "/books?select=title,last_updated_at&order=last_updated_at.desc&limit=5", "", ""],
        ["POST", "/authors", "<ines>", "{}"]
      ]
    )
  })

  it("are fewer where nobody may, or an empty record breaks nothing", () => {
    const Notes = Resource.make("notes", {
      fields: { body: Field.optional(Field.text) },
      access: { list: Access.group("editors"), create: Access.everyone }
    })
    assert.deepStrictEqual(examplesOf(Api.make("notebook", { resources: [Notes] }), users), [])
  })
})

describe("a gateway with a first page", () => {
  const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }

  it("shows it to browsers at its root, also before there is a bundle", async () => {
    const { url } = await start(echo, { page: () => page, ready: () => new Promise(() => {}) })
    const response = await fetch(`${url}/`, { headers: html })
    assert.strictEqual(response.status, 200)
    assert.strictEqual(await response.text(), text)
    assert.match(lines.join("\n"), /^GET \/ 200 \d+ ms -$/u)
  })

  it.each([
    ["GET", "/", { accept: "application/json" }],
    ["GET", "/", {}],
    ["GET", "/books", html],
    ["POST", "/", html]
  ] as const)("gives %s %s with %j to the handler", async (method, path, headers) => {
    const { url } = await start(echo, { page: () => page })
    const response = await fetch(url + path, { method, headers })
    assert.strictEqual(JSON.parse(await response.text()).rawPath, path)
  })
})
