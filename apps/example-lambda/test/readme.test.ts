// @effect-diagnostics asyncFunction:off
/** The snippets of README and of the pages around it compile, load and pass: each is written to a folder and used as a reader would. */
import { spawnSync } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { GatewayEvent } from "@pgcrest/dev"
import { afterAll, assert, beforeAll, it } from "vitest"
import { Library, problems } from "../src/library.ts"
import { files, queries, sqlOf, tsconfig } from "./readme.ts"

const folder = fileURLToPath(new URL("../.readme/", import.meta.url))
const bin = (name: string) => fileURLToPath(new URL(`../../../node_modules/.bin/${name}`, import.meta.url))
const run = (command: string, ...args: ReadonlyArray<string>) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8" })
  assert.strictEqual(status, 0, `${stdout}${stderr}`)
}

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const { name, content } of files) {
    mkdirSync(dirname(`${folder}${name}`), { recursive: true })
    writeFileSync(`${folder}${name}`, content)
  }
  writeFileSync(`${folder}tsconfig.json`, tsconfig)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it("has the files that it speaks of", () => {
  assert.deepStrictEqual(
    files.map(({ name }) => name).filter((name) => !name.includes("/")),
    ["books.ts", "library.ts", "main.ts", "tables.ts", "dev.ts", "books.test.ts", "store.contract.test.ts"]
  )
})

it("names every file, so that none goes unchecked", () => {
  assert.deepStrictEqual(
    files.filter(({ name }) => !name.endsWith(".ts")),
    []
  )
})

it("compiles", () => run(bin("tsc"), "-p", ".", "--exactOptionalPropertyTypes"), 120_000)

it("prints the tables that it shows", () => {
  const { stdout } = spawnSync(process.execPath, ["docs-serving/tables.ts"], {
    cwd: folder,
    encoding: "utf8"
  })
  assert.deepStrictEqual(sqlOf("docs/serving.md"), [stdout.trimEnd()])
})

it("lists what its table of queries asks for", async () => {
  assert.isAbove(queries.length, 8)
  const handler = ApiGateway.handler(Library, ResourceStoreMemory.layer, { problems, log: () => {} })
  for (const query of queries) {
    const event = GatewayEvent.make("http2", { method: "GET", path: `/books?${query}` })
    assert.strictEqual((await handler(event)).statusCode, 200, query)
  }
})

it("exports a handler from its composition root", async () => {
  const { handler } = await import(pathToFileURL(`${folder}main.ts`).href)
  assert.isFunction(handler)
})

it(
  "passes the tests that it shows, the contract included",
  () => run(bin("vitest"), "run", "--root", ".", "--testTimeout=60000", "--hookTimeout=60000"),
  400_000
)
