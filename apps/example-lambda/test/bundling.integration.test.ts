// @effect-diagnostics asyncFunction:off
/** The recipes of docs/bundling.md: each is run as it stands there, and its bundle answers behind Lambda's Runtime API. */
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { rm, writeFile } from "node:fs/promises"
import { basename, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { ddl } from "@pgcrest/adapter-postgres"
import { GatewayEvent } from "@pgcrest/dev"
import { RuntimeApi } from "@pgcrest/testkit/lambda"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, it } from "vitest"
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

const post = GatewayEvent.make("http2", { method: "POST", path: "/notes", body: { body: "Milk" } })

/** What the bundle answers to an event, and what it has logged until then. */
const answerOf = async (file: string, environment: Readonly<Record<string, string>>) => {
  const api = await RuntimeApi.start()
  const sandbox = spawn(process.execPath, [RuntimeApi.runtimeClient, join(folder, file), "handler"], {
    env: { PATH, AWS_LAMBDA_RUNTIME_API: api.address, ...environment },
    stdio: ["ignore", "pipe", "inherit"]
  })
  let logged = ""
  sandbox.stdout.on("data", (chunk) => (logged += chunk))
  const { kind, body } = await api.invoke(post, { timeoutMs: 10_000 })
  const closed = once(sandbox, "close")
  sandbox.kill("SIGKILL")
  await closed
  await api.stop()
  return { kind, status: Object(body).statusCode, logged }
}

/** Each command of the page, and the file that it says it makes. */
const recipes = commandsOf("docs/bundling.md").map((line) => {
  const [command = "", file = ""] = line.replaceAll("npx ", "").split(" # ")
  return { command, file }
})

// A bundler and a process of its own start in a tenth of a second, and in many where the machine is busy.
describe("the recipes for a bundle", { timeout: 60_000 }, () => {
  it("are four", () => assert.lengthOf(recipes, 4))

  it.each(recipes)("$file creates a record over PostgreSQL", async ({ command, file }) => {
    await run("sh", ["-c", command], { cwd: folder, env: { ...process.env, PATH } })
    const { kind, logged, status } = await answerOf(file, { DATABASE_URL: url })
    assert.deepStrictEqual([kind, status], ["response", 201], logged)
  })

  it("says at the start what an IAM login lacks where the SDK was left out", async () => {
    const { command = "" } = recipes.find(({ file }) => file === "bundle/cdk/index.mjs") ?? {}
    await run("sh", ["-c", `${command} --external:@aws-sdk/*`], {
      cwd: folder,
      env: { ...process.env, PATH }
    })
    const { logged, status } = await answerOf("bundle/cdk/index.mjs", {
      DATABASE_URL: "postgres://app@db.abc.eu-west-1.rds.amazonaws.com/library",
      PGCREST_AUTH: "iam",
      PGCREST_CA: "rds"
    })
    assert.strictEqual(status, 500)
    assert.include(logged, "IAM needs the package @aws-sdk/rds-signer in the bundle or beside it")
  })
})
