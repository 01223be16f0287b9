// @effect-diagnostics asyncFunction:off
/** Vitest drops types, and `@ts-expect-error` with them: here the compiler reads every test that relies on one. */
import { globSync, readFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { assert, it } from "vitest"
import { complaints, makeFolder, root } from "./compiler.ts"

const files = globSync("packages/*/test/**/*.test.ts", { cwd: root })
  .map((file) => join(root, file))
  .filter((file) => /^\s*\/\/ @ts-expect-error/mu.test(readFileSync(file, "utf8")))

it(
  "holds every @ts-expect-error, and every type, of the tests that tell what does not compile",
  {
    timeout: 60_000
  },
  async () => {
    assert.includeMembers(
      files.map((file) => file.slice(root.length)),
      ["packages/core/test/types.test.ts", "packages/adapter-apigw/test/handlerOptions.test.ts"]
    )
    const folder = await makeFolder("expectedErrors")
    const options = { allowImportingTsExtensions: true, rewriteRelativeImportExtensions: false }
    const told = await complaints(folder, { files }, options)
    await rm(folder, { recursive: true })
    assert.deepStrictEqual(told, [])
  }
)
