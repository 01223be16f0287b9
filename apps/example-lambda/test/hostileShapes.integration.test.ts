// @effect-diagnostics asyncFunction:off processEnv:off
/** Requests of ever new shapes against a small sandbox and its one connection; PGCREST_HOSTILE multiplies them. */
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { existsSync, readFileSync } from "node:fs"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type SmallSandbox, startSmallSandbox } from "./smallSandbox.ts"
import { uid } from "./wire/wire.ts"

const ines = { sub: "ines", groups: ["librarians"] }
const author = uid(1)
const times = Number(process.env["PGCREST_HOSTILE"] ?? 1)
const timeout = 60_000 * times
let direct: Client
let sandbox: SmallSandbox
let pid: number
let before: number

/** The backend's own memory in megabytes; null where the server runs elsewhere. */
const backend = (): number | null => {
  const file = `/proc/${pid}/status`
  const kilobytes = existsSync(file) ? /RssAnon:\s+(\d+)/u.exec(readFileSync(file, "utf8"))?.[1] : undefined
  return kilobytes === undefined ? null : Number(kilobytes) / 1024
}

const honest = async () => {
  const told = await sandbox.ask("GET", `/authors/${author}`)
  assert.strictEqual(told.status, 200)
  return told
}

beforeAll(async () => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  direct = new Client({ connectionString: url })
  await direct.connect()
  await direct.query(
    `insert into library.authors (uid, version, created_at, last_updated_at, name) values ('${author}', 1, now(), now(), 'Jean Rhys')`
  )
  sandbox = await startSmallSandbox(url)
  for (let n = 0; n < 10; n++) await honest()
  const sessions = await direct.query<{ readonly pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and application_name = 'pgcrest'"
  )
  pid = sessions.rows[0]?.pid ?? 0
  before = backend() ?? 0
}, 60_000)
afterAll(async () => {
  sandbox.stop()
  await direct.end()
})

// A fixed seed: the same requests in each run (mulberry32).
let state = 20261125
const random = (below: number): number => {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below
}
const pick = <A>(values: ReadonlyArray<A>): A => {
  const [chosen] = values.slice(random(values.length))
  if (chosen === undefined) throw new Error("nothing to pick from")
  return chosen
}
const shuffled = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> =>
  values
    .map((value) => [random(2 ** 31), value] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, value]) => value)

const fields = ["pages", "published", "copies", "copies_available", "version"]
const leaf = (): string =>
  `${pick(["", "not."])}${pick(fields)}.${pick(["eq", "neq", "lt", "lte", "gt", "gte"])}.${random(10)}`
const tree = (depth: number): string =>
  depth === 0 || random(3) === 0
    ? leaf()
    : `${pick(["", "not."])}${pick(["and", "or"])}(${Array.from({ length: 2 + random(4) }, () => tree(depth - 1)).join()})`

/** Nearly as long as an address may be. */
const longFilter = (): string => {
  const parts = [leaf()]
  for (let size = 0; size < 7_700; size += (parts.at(-1)?.length ?? 0) + 1) parts.push(tree(1 + random(4)))
  while (parts.join().length > 7_900) parts.pop()
  return `(${parts.join()})`
}

describe(`a sandbox of 512 MB and its backend, after hostile requests (times ${times})`, () => {
  const settled = async () => {
    const first = await honest()
    const second = await honest()
    assert.strictEqual(second.parses, first.parses, "an honest get is still prepared")
    assert.isBelow(second.megabytes, 512)
    const grown = (backend() ?? before) - before
    if (times > 1)
      process.stderr.write(`${second.megabytes.toFixed(0)} MB, backend +${grown.toFixed(0)} MB\n`)
    assert.isBelow(grown, 50)
  }

  test("choices of the same fields, in another order each", { timeout }, async () => {
    const names = ["uid", "name", "born", "died", "country", "biography", "version", "created_at"]
    for (let n = 0; n < 1001; n++) {
      const { status } = await sandbox.ask("GET", `/authors/${author}`, {
        query: { select: shuffled(names).join() }
      })
      assert.strictEqual(status, 200)
    }
    await settled()
  })

  test("filters of 8 kB, each of another shape", { timeout }, async () => {
    for (let n = 0; n < 400 * times; n++)
      assert.strictEqual((await sandbox.ask("GET", `/books?or=${longFilter()}`)).status, 200)
    await settled()
  })

  test("short filters, each of another shape", { timeout }, async () => {
    for (let n = 0; n < 400 * times; n++) {
      const query = { or: `(${tree(3)},${tree(2)})`, order: shuffled(fields).join(), limit: "1" }
      assert.strictEqual((await sandbox.ask("GET", "/books", { query })).status, 200)
    }
    await settled()
  })

  test("bodies of 1 MB, with their keys in another order each", { timeout }, async () => {
    const details = { text: "x".repeat(1_000_000) }
    const book = {
      title: "x",
      author_uid: author,
      pages: 1,
      price: 1,
      published: 1966,
      language: "en",
      genres: ["a"],
      details,
      copies: 1
    }
    for (let n = 0; n < 40 * times; n++) {
      const keys = shuffled(Object.entries({ ...book, isbn: String(9780000000000 + n) }))
      const { status } = await sandbox.ask("POST", "/books", { body: Object.fromEntries(keys), as: ines })
      assert.strictEqual(status, 201)
    }
    await settled()
  })
})
