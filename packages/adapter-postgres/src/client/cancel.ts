// @effect-diagnostics globalTimers:off
/** Asks the server to stop the query that a session runs: on a connection of its own, as the protocol wants it. */
import type { Socket } from "node:net"
import type { PooledClient } from "./PooledClient.ts"

const millisAtMost = 1000
// What stands in the place of a protocol version: CancelRequest and SSLRequest.
const cancelRequest = 80_877_102
const sslRequest = 80_877_103

/**
 * Calls `done` once the server has taken the request, or after a second: whether it helped is never told. Until then
 * the session has to stay open, because a pooler knows a query by its connection. Nothing that it opens keeps the process alive.
 */
export const cancel = (session: PooledClient, done: () => void): void => {
  const { backendKey } = session
  if (backendKey === null) return done()
  const socket = dial(session)
  const timer = setTimeout(() => socket.destroy(), millisAtMost)
  socket.unref()
  timer.unref()
  socket.on("error", () => {})
  socket.once("close", () => {
    clearTimeout(timer)
    done()
  })
  const request = message(cancelRequest, backendKey.processID, backendKey.secretKey)
  if (session.tls === false) return void socket.once("connect", () => socket.write(request))
  return encrypt(socket, session, (secure) => secure.write(request))
}

/** To the very server of the session: a name may stand for several. */
function dial({ connection, host, port }: PooledClient): Socket {
  const { connect } = process.getBuiltinModule("node:net")
  if (host.startsWith("/")) return connect(`${host}/.s.PGSQL.${port}`)
  const address: unknown = Reflect.get(connection.stream, "remoteAddress")
  return connect(port, typeof address === "string" ? address : host)
}

function encrypt(socket: Socket, { host, tls }: PooledClient, then: (secure: Socket) => void): void {
  const { isIP } = process.getBuiltinModule("node:net")
  const { connect } = process.getBuiltinModule("node:tls")
  socket.once("connect", () => socket.write(message(sslRequest)))
  socket.once("data", (answer) => {
    // The key of a session goes nowhere in the clear.
    if (answer.toString() !== "S") return socket.destroy()
    const options = typeof tls === "object" ? tls : {}
    const secure = connect({ ...options, socket, host, ...(isIP(host) === 0 && { servername: host }) })
    secure.on("error", () => socket.destroy())
    secure.once("close", () => socket.destroy())
    secure.once("secureConnect", () => then(secure))
    return secure
  })
}

/** Its length, and whole numbers. */
function message(...numbers: ReadonlyArray<number>): Buffer {
  const bytes = Buffer.alloc(4 * (numbers.length + 1))
  ;[bytes.length, ...numbers].forEach((number, at) => bytes.writeInt32BE(number, at * 4))
  return bytes
}
