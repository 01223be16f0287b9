// @effect-diagnostics asyncFunction:off
import { once } from "node:events"
import { createServer, type Server, type Socket } from "node:net"
import { afterEach, assert, describe, test } from "vitest"
import { cancel } from "../../src/client/cancel.ts"
import { PooledClient } from "../../src/client/PooledClient.ts"

let server: Server
const sockets: Array<Socket> = []

/** A server that does so with what comes. */
const listen = async (react: (socket: Socket, bytes: Buffer) => void): Promise<number> => {
  server = createServer((socket) => {
    sockets.push(socket)
    socket.on("error", () => {}).on("data", (bytes) => react(socket, bytes))
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  const at = server.address()
  return typeof at === "object" && at !== null ? at.port : 0
}
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server.close()
})

const session = (port: number, ssl = false) => {
  const made = new PooledClient({ host: "127.0.0.1", port, ssl })
  made.connection.emit("backendKeyData", { processID: 513, secretKey: -2 })
  return made
}

const cancelled = (of: PooledClient) => new Promise<void>((resolve) => cancel(of, resolve))

describe("a request to cancel", () => {
  test("is sixteen bytes, and done when the server has taken them", async () => {
    const received: Array<string> = []
    const port = await listen((socket, bytes) => {
      received.push(bytes.toString("hex"))
      socket.end()
    })
    await cancelled(session(port))
    assert.deepStrictEqual(received, ["0000001004d2162e00000201fffffffe"])
  })

  test("is never sent in the clear to a server that refuses TLS", async () => {
    const received: Array<string> = []
    const port = await listen((socket, bytes) => {
      received.push(bytes.toString("hex"))
      socket.write("N")
    })
    await cancelled(session(port, true))
    assert.deepStrictEqual(received, ["0000000804d2162f"])
  })

  test("is given up where the server says nothing", async () => {
    await cancelled(session(await listen(() => {})))
    assert.lengthOf(sockets, 1)
  })

  test("is given up where nobody listens", async () => {
    const port = await listen(() => {})
    server.close()
    await cancelled(session(port))
    assert.lengthOf(sockets, 0)
  })

  test("is not made before the server has told a key", async () => {
    await listen(() => {})
    await cancelled(new PooledClient({ host: "127.0.0.1", port: 1 }))
    assert.lengthOf(sockets, 0)
  })
})
