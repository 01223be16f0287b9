// @effect-diagnostics asyncFunction:off
/** What this package loads, as a process of its own tells. */
import { CognitoServer } from "@pgcrest/testkit/cognito"
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { assert, it } from "vitest"

/** Prints which modules were loaded after each step: the package's import, its layers, and a first call. */
const program = `
import { registerHooks } from "node:module"
const loaded = new Set()
registerHooks({ load: (url, context, next) => (loaded.add(url), next(url, context)) })
const told = []
const tell = () => told.push({
  sdk: [...loaded].some((url) => url.includes("@aws-sdk")),
  https: process.moduleLoadList.some((name) => name === "NativeModule https" || name === "NativeModule _http_client")
})
const { UserDirectoryCognito } = await import("@pgcrest/adapter-cognito")
const { UserDirectory } = await import("@pgcrest/core")
const ManagedRuntime = await import("effect/ManagedRuntime")
tell()
const runtime = ManagedRuntime.make(UserDirectoryCognito.layer({
  userPoolId: "eu-west-1_a1",
  attributes: { name: "name" },
  endpoint: process.argv[1],
  credentials: { accessKeyId: "key", secretAccessKey: "secret" }
}))
const { find } = await runtime.runPromise(UserDirectory)
tell()
await runtime.runPromise(find(new Set(["0".repeat(36)])))
tell()
await runtime.dispose()
console.log(JSON.stringify(told))
`

it("loads the SDK and Node's client of HTTP with the first call, and not before", async () => {
  const server = await CognitoServer.start()
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", "--input-type=module", "--eval", program, server.endpoint],
    { cwd: import.meta.dirname }
  )
  await server.stop()
  const nothing = { sdk: false, https: false }
  assert.deepStrictEqual(JSON.parse(stdout), [nothing, nothing, { sdk: true, https: true }])
})
