import { Connection } from "pg"
import { assert, describe, it } from "vitest"
import { bindToCertificate } from "../../src/client/channelBinding.ts"

const opened = () => {
  const connection = new Connection()
  const ended: Array<unknown> = []
  connection.stream.on("error", (cause) => ended.push(cause))
  bindToCertificate(connection)
  return connection
}
const offered = (...mechanisms: ReadonlyArray<string>) => ({ mechanisms })

describe("a login that must be bound to the server's certificate", () => {
  it("goes on with a server that binds it", () => {
    const connection = opened()
    connection.emit("authenticationSASL", offered("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"))
    connection.emit("authenticationSASLContinue", {})
    connection.emit("authenticationOk", {})
    assert.isFalse(connection.stream.destroyed)
  })

  it.each([
    ["authenticationSASL", offered("SCRAM-SHA-256")],
    ["authenticationCleartextPassword", {}],
    ["authenticationMD5Password", {}],
    ["authenticationSASLContinue", {}],
    ["authenticationOk", {}]
  ] as const)("ends where the server begins with %s", (message, content) => {
    const connection = opened()
    connection.emit(message, content)
    assert.isTrue(connection.stream.destroyed)
  })
})
