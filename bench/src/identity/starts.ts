// @effect-diagnostics asyncFunction:off globalDate:off
/** Cold starts of the same Lambda with a verifier and without. */
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { lambda } from "@pgcrest/example-lambda/bundle"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import { build, type RolldownOptions } from "rolldown"
import { type Cold, measureCold } from "../measuring/cold.ts"
import { columns } from "../telling/columns.ts"
import { claimsOf } from "./tokens.ts"

const never: Cold = { loaded: Number.NaN, answered: Number.NaN, builtins: [] }
const here = fileURLToPath(new URL("../..", import.meta.url))

/** What a verifier adds until the first token is verified, in milliseconds, and both starts as a table. */
export const measureStarts = async (): Promise<{ readonly added: number; readonly table: string }> => {
  const [without, verifying] = [await bundleOf("coldWithout"), await bundleOf("coldWith")]
  const key = OidcIssuer.makeKey("key", "RS256")
  await writeFile(join(verifying, "..", "keys.json"), JSON.stringify({ keys: [key.jwk] }))
  const header = JSON.stringify({ kid: key.kid, alg: key.algorithm })
  const claims = JSON.stringify(claimsOf(1, Math.floor(Date.now() / 1000)))
  const event = JSON.stringify({ token: OidcIssuer.signText(header, claims, key) })
  const files = [null, without, verifying]
  const [bare, before = never, after = never] = await measureCold(files, event, "postgres://nowhere/none")
  const above = (millis: number) => (millis - (bare?.answered ?? Number.NaN)).toFixed(1)
  const rowOf = (name: string, { loaded, answered }: Cold) => [name, above(loaded), above(answered)]
  const added = after.answered - before.answered
  const rows = [
    ["ms above bare node", "loaded", "first token"],
    rowOf("a store over pg", before),
    rowOf("and a verifier", after),
    ["added", (after.loaded - before.loaded).toFixed(1), added.toFixed(1)]
  ]
  const builtins = after.builtins.filter((name) => !before.builtins.includes(name))
  return {
    added,
    table: `${columns(rows)}\nBuiltins that only the verifier loads: ${builtins.join(", ") || "none"}`
  }
}

async function bundleOf(name: string): Promise<string> {
  const dir = join(here, "bundle", name)
  const config: RolldownOptions = lambda(name)
  const input = { [name]: `src/identity/${name}.ts` }
  await build({ ...config, cwd: here, input, output: { ...config.output, dir } })
  return join(dir, `${name}.mjs`)
}
