// @effect-diagnostics asyncFunction:off
/** The recipes of docs/bundling.md: each is run as it stands there, and its bundle answers behind Lambda's Runtime API. */
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, join, resolve } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { ddl } from "@pgcrest/adapter-postgres"
import { GatewayEvent } from "@pgcrest/dev"
import { RuntimeApi } from "@pgcrest/testkit/lambda"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, it, onTestFinished } from "vitest"
import { makeFolder } from "./compiler.ts"
import { commandsOf, files } from "./readme.ts"

const bin = fileURLToPath(new URL("../node_modules/.bin", import.meta.url))
const run = promisify(execFile)
const PATH = `${bin}:${process.env["PATH"]}`
let folder = ""
let url = ""

beforeAll(async () => {
  folder = await makeFolder("bundling")
  for (const { name, content } of files.filter(({ name }) => name.startsWith("docs-bundling/")))
    await writeFile(join(folder, basename(name)), content)
  const { Notebook } = await import(pathToFileURL(join(folder, "notes.ts")).href)
  url = await PostgresServer.createDatabase(inject("postgres"))
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(ddl(Notebook))
  await client.end()
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

const as = { sub: "0197f5b0-0000-7000-8000-00000000000a" }
const post = GatewayEvent.make("http2", { method: "POST", path: "/notes", body: { body: "Milk" }, as })
const read = GatewayEvent.make("http2", { method: "GET", path: "/notes?limit=1&expand=creator", as })

/** What the bundle answers to an event, and what it has logged until then. */
const answerOf = async (file: string, environment: Readonly<Record<string, string>>, event = post) => {
  const api = await RuntimeApi.start()
  const sandbox = spawn(process.execPath, [RuntimeApi.runtimeClient, resolve(folder, file), "handler"], {
    env: { PATH, AWS_LAMBDA_RUNTIME_API: api.address, ...environment },
    stdio: ["ignore", "pipe", "inherit"]
  })
  let logged = ""
  sandbox.stdout.on("data", (chunk) => (logged += chunk))
  const { kind, body } = await api.invoke(event, { timeoutMs: 10_000 })
  const closed = once(sandbox, "close")
  sandbox.kill("SIGKILL")
  await closed
  await api.stop()
  const { statusCode: status, body: text } = Object(body)
  return { kind, status, text, logged }
}

/** Each command of the page, and the file that it says it makes. */
const recipes = commandsOf("docs/bundling.md").map((line) => {
  const [command = "", file = ""] = line.replaceAll("npx ", "").split(" # ")
  return { command, file }
})

/** As CDK does unless it is told to bundle the SDK. */
const withoutSdk = (entry: string) => {
  const { command = "" } = recipes.find(({ file }) => file === "bundle/cdk/index.mjs") ?? {}
  return run("sh", ["-c", `${command.replace("main.ts", entry)} --external:@aws-sdk/*`], {
    cwd: folder,
    env: { ...process.env, PATH }
  })
}

// A bundler and a process of its own start in a tenth of a second, and in many where the machine is busy.
describe("the recipes for a bundle", { timeout: 60_000 }, () => {
  it("are four", () => assert.lengthOf(recipes, 4))

  it.each(recipes)("$file creates a record over PostgreSQL", async ({ command, file }) => {
    await run("sh", ["-c", command], { cwd: folder, env: { ...process.env, PATH } })
    const { kind, logged, status } = await answerOf(file, { DATABASE_URL: url })
    assert.deepStrictEqual([kind, status], ["response", 201], logged)
  })

  it("says at the start what an IAM login lacks where the SDK was left out", async () => {
    await withoutSdk("main.ts")
    const { logged, status } = await answerOf("bundle/cdk/index.mjs", {
      DATABASE_URL: "postgres://app@db.abc.eu-west-1.rds.amazonaws.com/library",
      PGCREST_AUTH: "iam",
      PGCREST_CA: "rds"
    })
    assert.strictEqual(status, 500)
    assert.include(logged, "IAM needs the package @aws-sdk/rds-signer in the bundle or beside it")
  })

  it("goes on without names where the SDK was left out", async () => {
    await withoutSdk("people.main.ts")
    // The example has the client of Cognito among its own packages.
    const elsewhere = await mkdtemp(join(tmpdir(), "pgcrest-bundling-"))
    onTestFinished(() => rm(elsewhere, { recursive: true }))
    const file = join(elsewhere, "index.mjs")
    await copyFile(join(folder, "bundle/cdk/index.mjs"), file)
    await answerOf(file, { DATABASE_URL: url })
    const { logged, status, text } = await answerOf(file, { DATABASE_URL: url }, read)
    assert.strictEqual(status, 200, logged)
    assert.include(text, `"creator":{"uid":"${as.sub}","status":"unavailable"}`)
    assert.include(logged, "ERR_MODULE_NOT_FOUND")
  })
})
