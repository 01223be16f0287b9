// @effect-diagnostics asyncFunction:off
/** Gateways on free ports, closed after each test, and what they print. */
import { once } from "node:events"
import { connect, createServer } from "node:net"
import { text } from "node:stream/consumers"
import { Gateway, type Handler } from "@pgcrest/dev"
import { afterEach } from "vitest"

export const lines: Array<string> = []
const open: Array<() => Promise<void>> = []
const users = { ann: { sub: "a-1", groups: ["readers"] } }

afterEach(async () => {
  lines.length = 0
  await Promise.all(open.splice(0).map((close) => close()))
})

/** Starts one, for an HTTP API unless told otherwise. */
export const start = async (handler: Handler, options: Partial<Gateway.GatewayOptions> = {}) => {
  const server = Gateway.make({
    source: "http2",
    users,
    print: (line) => lines.push(line),
    handler,
    ...options
  })
  const port = (await Gateway.listen(server, 0)) ?? 0
  open.push(() => Gateway.close(server, 0))
  return { port, url: `http://127.0.0.1:${port}` }
}

/** A handler that answers with its event. */
export const echo: Handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })

export const answered = async (response: Response) => [response.status, await response.text()]

/** Sends bytes that no HTTP client would send, and answers with everything that came back. */
export const raw = async (port: number, request: string): Promise<string> => {
  const socket = connect(port, "127.0.0.1")
  socket.write(request)
  return text(socket)
}

const listening = async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  return { server, port: typeof address === "object" ? (address?.port ?? 0) : 0 }
}

/** A port that another program has. */
export const occupied = async (): Promise<number> => {
  const { server, port } = await listening()
  open.push(async () => {
    server.close()
    await once(server, "close")
  })
  return port
}

/** A port that another program had a moment ago. */
export const freed = async (): Promise<number> => {
  const { server, port } = await listening()
  server.close()
  await once(server, "close")
  return port
}
