// @effect-diagnostics asyncFunction:off
/** What the log says where a Lambda's configuration makes no sense. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { GatewayEvent } from "@pgcrest/dev"
import { assert, test } from "vitest"
import { Library, problems } from "../src/library.ts"

test("a URL that is none is told in one sentence, without the URL and without a stack", async () => {
  const lines: Array<Readonly<Record<string, unknown>>> = []
  const handler = ApiGateway.handler(
    Library,
    ResourceStorePostgres.layer({ url: "mysql://ann:secret@h/d" }),
    {
      problems,
      log: (line) => lines.push(line)
    }
  )
  const { statusCode, body } = await handler(GatewayEvent.make("http2", { method: "GET", path: "/books" }))
  assert.strictEqual(statusCode, 500)
  assert.notInclude(String(body), "postgres")
  assert.deepStrictEqual(JSON.parse(JSON.stringify(lines.map(({ cause }) => cause))), [
    {
      name: "Defect",
      message: "The service could not start. The log has the cause under this request id.",
      cause: {
        name: "ConfigError",
        message:
          "The option url must be like postgres://user:password@host:5432/database; special characters of a password are percent-encoded"
      }
    }
  ])
})
