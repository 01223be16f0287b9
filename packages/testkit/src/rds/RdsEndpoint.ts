// @effect-diagnostics asyncFunction:off globalDate:off
/** A fake RDS endpoint before a real PostgreSQL: TLS only, and an IAM token instead of a password. */
import { once } from "node:events"
import { createServer, type Socket } from "node:net"
import { createSecureContext, TLSSocket } from "node:tls"
import { makeCertificates } from "../Certificates.ts"
import { portOf } from "../freePort.ts"
import type { Credentials } from "./RdsIamToken.ts"
import { openSession, type Door } from "./RdsSession.ts"

export type { Credentials }

/** What the endpoint stands for. */
export interface Options {
  /** The PostgreSQL behind, reached without TLS as this URL's user; clients get the database they name. */
  readonly backend: string
  /** What tokens must be signed with. */
  readonly credentials: Credentials
  readonly region: string
  /** The name that tokens must be signed for: "localhost" by default. */
  readonly hostname?: string
  /** The name in the certificate, where it is to be a wrong one. */
  readonly certificateFor?: string
  /** The clock that tokens expire by: the system's by default. */
  readonly now?: () => Date
}

/** A running endpoint on loopback. */
export interface RdsEndpoint {
  readonly hostname: string
  readonly port: number
  /** The authority to trust, as PEM. */
  readonly ca: string
  /** Why connections were refused, one sentence each; like RDS, the endpoint does not tell its clients. */
  readonly rejected: ReadonlyArray<string>
  /** How many connections were let in so far. */
  readonly logins: number
  readonly stop: () => Promise<void>
}

/** Starts an endpoint on a free port. */
export const start = async (options: Options): Promise<RdsEndpoint> => {
  const { hostname = "localhost", now = () => new Date(), certificateFor = hostname } = options
  const { ca, ...keys } = await makeCertificates(certificateFor)
  const secureContext = createSecureContext(keys)
  const server = createServer()
  await once(server.listen(0, "127.0.0.1"), "listening")
  const port = portOf(server.address())
  const door: Door = { ...options, now, host: `${hostname}:${port}`, rejected: [], logins: 0 }
  const sockets = new Set<Socket>()
  server.on("connection", (socket) => {
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)))
    void openSession(door, socket, () => new TLSSocket(socket, { isServer: true, secureContext }))
  })
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return Object.defineProperty({ hostname, port, ca, rejected: door.rejected, logins: 0, stop }, "logins", {
    get: () => door.logins
  })
}
