// @effect-diagnostics asyncFunction:off
/** What a cold start pays for: the bytes and the builtins of the main chunk, and what stays out of it. */
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { GatewayEvent } from "@pgcrest/dev"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type Bundled, bundle } from "../bundled.ts"
import { gate } from "./figures.ts"
import { answerOnce, importAlone, importThem, inFreshNode } from "./freshNode.ts"

let bundled: Bundled
let authors: Bundled
let everything: Bundled

beforeAll(async () => {
  bundled = await bundle()
  authors = await bundle("authors.main")
  everything = await bundle("everything.main")
}, 30_000)
afterAll(() => Promise.all([bundled, authors, everything].map(({ remove }) => remove())))

describe("the bundle of the library", () => {
  // Each costs time at every cold start: node:crypto 8 ms, node:http 55 ms, node:util 7 ms. Think before you add one.
  test("loads these builtins of Node when it is imported, and no others", async () => {
    const loaded = await inFreshNode<ReadonlyArray<string>>(bundled.file, importAlone)
    assert.deepStrictEqual(loaded, ["crypto", "dns", "module", "stream", "stream/promises", "string_decoder"])
  })

  test("loads as many bytes of JavaScript as it did when it is imported, in as many files", async () => {
    const files = await inFreshNode<ReadonlyArray<string>>(bundled.file, importThem)
    const texts = await Promise.all(files.map((name) => readFile(join(bundled.folder, name))))
    gate("loaded at import", "files", files.length)
    gate("loaded at import", "bytes", Buffer.concat(texts).length, 0.02)
  })

  test("leaves out what it does not name: of who is calling it needs no verifier, and nobody's directory", async () => {
    const main = await readFile(bundled.file, "utf8")
    for (const text of ["PGCREST_JWKS", "AWSCognitoIdentityProviderService", "openid-configuration"])
      assert.notInclude(main, text)
  })

  test("leaves out batches and operations where they are not named", async () => {
    const [named, without] = await Promise.all([bundled, authors].map(({ file }) => readFile(file, "utf8")))
    for (const text of ["/batch", "/rpc"]) {
      assert.include(named, text)
      assert.notInclude(without, text)
    }
  })

  test("leaves out how a write is undone that a client tries", async () => {
    const main = await readFile(bundled.file, "utf8")
    for (const text of ["Undone", "Rollback"]) assert.notInclude(main, text)
  })

  test("leaves out how the wire takes back what a request did", async () => {
    const main = await readFile(bundled.file, "utf8")
    for (const text of ["/undo", "undo-blocked", "UndoBlocked"]) assert.notInclude(main, text)
  })

  test("leaves out how the wire reads the past, and tells histories across records", async () => {
    const main = await readFile(bundled.file, "utf8")
    for (const text of ["original timegate", "histories are told"]) assert.notInclude(main, text)
  })

  test("keeps statements about the past in a chunk of their own, which the first that asks for it loads", async () => {
    const [main, past] = await Promise.all(
      ["main.mjs", "past.mjs"].map((name) => readFile(join(bundled.folder, name), "utf8"))
    )
    for (const text of ["pg_visible_in_snapshot", "jsonb_populate_record", "change.cmin"]) {
      assert.include(past, text)
      assert.notInclude(main, text)
    }
    const url = await PostgresServer.createDatabase(inject("postgres"))
    const filesFor = async (path: string) => {
      const event = JSON.stringify(GatewayEvent.make("http2", { method: "GET", path }))
      return inFreshNode<object>(everything.file, answerOnce, event, { DATABASE_URL: url })
    }
    const files = ["everything.main.mjs", "rolldown-runtime.mjs"]
    assert.deepStrictEqual(await filesFor("/books"), { statusCode: 200, files })
    assert.deepStrictEqual(await filesFor("/books?as_of=2026-11-25T08:30:00Z"), {
      statusCode: 200,
      files: [files[0], "past.mjs", files[1]]
    })
  })

  test("leaves out the formats that it does not name", async () => {
    const main = await readFile(bundled.file, "utf8")
    for (const text of ["text/csv", "application/x-ndjson", "FeatureCollection"])
      assert.notInclude(main, text)
  })

  test("leaves out what streams", async () => {
    const main = await readFile(bundled.file, "utf8")
    for (const text of ["streamifyResponse", "pages=all"]) assert.notInclude(main, text)
  })

  test("leaves out the SQL that only whoever sets up a database needs", async () => {
    const main = await readFile(bundled.file, "utf8")
    for (const text of ["create table", "grant usage on schema"]) assert.notInclude(main, text)
  })

  test("keeps the AWS SDK and the certificates of RDS in chunks of their own", async () => {
    const [main, sdk, certificates] = await Promise.all(
      ["main.mjs", "aws-sdk.mjs", "rds-certificates.mjs"].map((name) =>
        readFile(join(bundled.folder, name), "utf8")
      )
    )
    for (const mark of ["X-Amz-Signature", "X-Amz-Credential"]) {
      assert.include(sdk, mark)
      assert.notInclude(main, mark)
    }
    assert.include(certificates, "BEGIN CERTIFICATE")
    // The words alone stand in a check of what a file holds.
    assert.notMatch(main, /BEGIN CERTIFICATE-----\s*(?:\\n)?MII/u)
  })

  test("loads neither of the two to answer a get where a password logs in", async () => {
    const url = await PostgresServer.createDatabase(inject("postgres"))
    const event = GatewayEvent.make("http2", {
      method: "GET",
      path: "/books/0197f5b0-0000-7000-8000-000000000000"
    })
    const answer = await inFreshNode<object>(bundled.file, answerOnce, JSON.stringify(event), {
      DATABASE_URL: url
    })
    assert.deepStrictEqual(answer, { statusCode: 404, files: ["main.mjs", "rolldown-runtime.mjs"] })
  })

  test("has a source map beside each chunk, which no chunk refers to", async () => {
    const files = await readdir(bundled.folder)
    for (const chunk of ["main.mjs", "aws-sdk.mjs", "rds-certificates.mjs"])
      assert.include(files, `${chunk}.map`)
    for (const chunk of files.filter((name) => name.endsWith(".mjs"))) {
      assert.notInclude(await readFile(join(bundled.folder, chunk), "utf8"), "sourceMappingURL")
    }
  })
})
