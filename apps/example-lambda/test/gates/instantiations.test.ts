// @effect-diagnostics asyncFunction:off
/** Types that the compiler makes for the example, as for any api of a user: what an editor waits for. */
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { assert, test } from "vitest"
import { compile, declare, makeFolder, root } from "../compiler.ts"
import { gate } from "./figures.ts"

const packages = ["core", "adapter-apigw", "adapter-cognito", "adapter-postgres"].map((name) =>
  join(root, "packages", name)
)

test("the compiler makes about as many types for the example as it did", { timeout: 300_000 }, async () => {
  // A user compiles against declarations, not against sources.
  await declare(...packages)
  const folder = await makeFolder("instantiations")
  const files = {
    include: [join(root, "apps/example-lambda/src")],
    references: packages.map((path) => ({ path }))
  }
  const printed = await compile(folder, files, {}, ["--extendedDiagnostics"])
  await rm(folder, { recursive: true })
  assert.notMatch(printed, /error TS/u)
  for (const name of ["Instantiations", "Types"]) {
    const [, count] = new RegExp(`^${name}:\\s+(\\d+)`, "mu").exec(printed) ?? []
    gate("types of the example", name.toLowerCase(), Number(count), 0.1)
  }
})
