// @effect-diagnostics asyncFunction:off
/** What this package loads, as a process of its own tells. */
import { CognitoServer } from "@pgcrest/testkit/cognito"
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { assert, it } from "vitest"

/** Prints which modules were loaded after each step: the package's import, its layers, a first question about a token, and a first look-up. */
const program = `
import { registerHooks } from "node:module"
const loaded = new Set()
registerHooks({ load: (url, context, next) => (loaded.add(url), next(url, context)) })
const told = []
const tell = () => told.push({
  sdk: [...loaded].some((url) => url.includes("@aws-sdk")),
  https: process.moduleLoadList.some((name) => name === "NativeModule https" || name === "NativeModule _http_client")
})
const { TokenRevocationCognito, TokenRevocationIntrospection, UserDirectoryCognito } = await import("@pgcrest/adapter-cognito")
const { TokenRevocation, UserDirectory } = await import("@pgcrest/core")
const Layer = await import("effect/Layer")
const ManagedRuntime = await import("effect/ManagedRuntime")
const Redacted = await import("effect/Redacted")
const [, endpoint, iss] = process.argv
tell()
const userPoolId = iss.split("/").at(-1)
TokenRevocationIntrospection.layer({ issuer: iss, endpoint, clientId: "api", clientSecret: Redacted.make("secret") })
const runtime = ManagedRuntime.make(Layer.merge(
  TokenRevocationCognito.layer({ userPoolId, endpoint, deadlineMillis: 60_000 }),
  UserDirectoryCognito.layer({
    userPoolId,
    endpoint,
    attributes: { name: "name" },
    deadlineMillis: 60_000,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" }
  })
))
const { isRevoked } = await runtime.runPromise(TokenRevocation)
const { find } = await runtime.runPromise(UserDirectory)
tell()
await runtime.runPromiseExit(isRevoked({ token: Redacted.make("token"), claims: { iss, token_use: "access" } }))
tell()
await runtime.runPromise(find(new Set(["0".repeat(36)])))
tell()
await runtime.dispose()
console.log(JSON.stringify(told))
`

it("loads Node's client of HTTP with the first call, and the SDK with the first look-up, neither of them before", async () => {
  const server = await CognitoServer.start()
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", "--input-type=module", "--eval", program, server.endpoint, server.pool.issuer],
    { cwd: import.meta.dirname }
  )
  await server.stop()
  const nothing = { sdk: false, https: false }
  const told: unknown = JSON.parse(stdout)
  assert.deepStrictEqual(told, [nothing, nothing, { sdk: false, https: true }, { sdk: true, https: true }])
  assert.deepStrictEqual([server.calls.of("GetUser"), server.calls.of("ListUsers")], [1, 1])
})
