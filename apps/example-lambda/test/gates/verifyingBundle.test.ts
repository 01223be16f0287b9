// @effect-diagnostics asyncFunction:off globalDate:off
/** What a bundle pays that verifies tokens with keys at hand, and whose directory nobody asks. */
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { GatewayEvent } from "@pgcrest/dev"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { build } from "rolldown"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type Bundled, bundle } from "../bundled.ts"
import { answerOnce, importAlone, inFreshNode } from "./freshNode.ts"

const pool = "eu-west-1_aBcDeFgHi"
const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`
const key = OidcIssuer.makeKey("key-1", "RS256")
const environment = {
  USER_POOL_ID: pool,
  APP_CLIENT_ID: "app",
  IMPORTER_CLIENT_ID: "importer",
  PGCREST_JWKS: JSON.stringify({ [issuer]: { keys: [key.jwk] } })
}

let bundled: Bundled
beforeAll(async () => {
  bundled = await bundle("url.main")
}, 30_000)
afterAll(() => bundled.remove())

describe("the bundle that verifies tokens", () => {
  test("loads the builtins that the store needs, and no client of HTTP", async () => {
    const loaded = await inFreshNode<ReadonlyArray<string>>(bundled.file, importAlone, "", environment)
    assert.deepStrictEqual(loaded, ["crypto", "dns", "module", "stream", "stream/promises", "string_decoder"])
  })

  test("loads nothing more to verify a token and answer", async () => {
    const seconds = Math.floor(Date.now() / 1000)
    const payload = {
      iss: issuer,
      sub: "ann",
      client_id: "app",
      username: "ann",
      token_use: "access",
      exp: seconds + 600
    }
    const token = OidcIssuer.signText(
      JSON.stringify({ alg: "RS256", kid: key.kid }),
      JSON.stringify(payload),
      key
    )
    const event = GatewayEvent.make("url", {
      method: "GET",
      path: "/loans/0197f5b0-0000-7000-8000-000000000000",
      headers: { authorization: `Bearer ${token}` }
    })
    const url = await PostgresServer.createDatabase(inject("postgres"))
    const answer = await inFreshNode<object>(bundled.file, answerOnce, JSON.stringify(event), {
      ...environment,
      DATABASE_URL: url
    })
    assert.deepStrictEqual(answer, { statusCode: 404, files: ["rolldown-runtime.mjs", "url.main.mjs"] })
  })

  test("keeps the client of Cognito apart from the one that signs logins, and both out of the start", async () => {
    const [main, shared, cognito] = await Promise.all(
      ["url.main.mjs", "aws-sdk.mjs", "cognito-sdk.mjs"].map((name) =>
        readFile(join(bundled.folder, name), "utf8")
      )
    )
    assert.include(cognito, "AWSCognitoIdentityProviderService")
    for (const other of [main, shared]) assert.notInclude(other, "AWSCognitoIdentityProviderService")
    assert.include(shared, "X-Amz-Signature")
    assert.notInclude(main, "X-Amz-Signature")
  })

  test("pays nothing for an adapter that it imports and does not name", async () => {
    const folder = await mkdtemp(join(bundled.folder, "entries-"))
    const bytesOf = async (name: string, text: string): Promise<number> => {
      const file = join(folder, `${name}.ts`)
      await writeFile(file, text)
      const output = { dir: join(folder, name), minify: true }
      const { output: chunks } = await build({ input: file, platform: "node", output })
      return chunks.reduce((sum, chunk) => sum + (chunk.type === "chunk" ? chunk.code.length : 0), 0)
    }
    const store = `export { ResourceStorePostgres } from "@pgcrest/adapter-postgres"\n`
    const unused = `import { TokenVerifierJwt, UserDirectoryCognito } from "@pgcrest/adapter-cognito"\n`
    assert.strictEqual(await bytesOf("with", unused + store), await bytesOf("without", store))
  })
})
