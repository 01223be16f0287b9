import { assert, describe, it } from "@effect/vitest"
import { checkMethod } from "../../src/request/checkMethod.ts"
import { request } from "../samples.ts"

describe("checkMethod", () => {
  it.each(["patch", "FOO", "", "Get", "PROPFIND", "QUERY "])("does not know %j", (method) =>
    assert.strictEqual(checkMethod(request({ method }))?._tag, "MethodUnknown")
  )

  it.each(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"])(
    "knows %s",
    (method) => assert.isNull(checkMethod(request({ method })))
  )
})
