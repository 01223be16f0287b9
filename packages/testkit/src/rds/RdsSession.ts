// @effect-diagnostics asyncFunction:off
/** One connection to a fake RDS endpoint, from its first byte to the PostgreSQL behind. */
import { type Duplex, pipeline } from "node:stream"
import type { TLSSocket } from "node:tls"
import { DatabaseError } from "pg"
import * as Wire from "../postgres/PostgresWire.ts"
import * as Backend from "./RdsBackend.ts"
import { type Credentials, refusal } from "./RdsIamToken.ts"

/** What a session must know of its endpoint, and what it tells it. */
export interface Door {
  readonly backend: string
  readonly credentials: Credentials
  readonly region: string
  /** Name and port, as tokens have them. */
  readonly host: string
  readonly now: () => Date
  readonly rejected: Array<string>
  logins: number
}

type Parameters = ReadonlyMap<string, string>

/** Serves a connection: refuses it with RDS's words, or logs it in and passes bytes on; never rejects. */
export const openSession = async (door: Door, socket: Duplex, encrypt: () => TLSSocket): Promise<void> => {
  const opening = await Wire.readOpening(socket)
  if (opening?.kind === "startup") return refusePlain(door, socket, opening.parameters)
  if (opening?.kind === "cancel") return passCancel(door, socket, opening.packet)
  if (opening === undefined) return void socket.destroy()
  socket.write(opening.kind === "tls" ? "S" : "N")
  if (opening.kind === "gss") return openSession(door, socket, encrypt)
  const secure = encrypt().on("error", () => {})
  const inner = await Wire.readOpening(secure)
  if (inner?.kind === "startup") return authenticate(door, secure, inner.parameters)
  if (inner?.kind === "cancel") return passCancel(door, secure, inner.packet)
  door.rejected.push("The client went away after the TLS handshake, or in it")
  secure.destroy()
}

async function authenticate(door: Door, stream: Duplex, parameters: Parameters): Promise<void> {
  const user = parameters.get("user") ?? ""
  const token = await Wire.askPassword(stream)
  if (token === undefined) return void stream.destroy()
  const reason = refusal(token, { ...door, user, now: door.now() })
  if (reason !== undefined)
    return refuse(door, stream, reason, `PAM authentication failed for user "${user}"`)
  const backend = await Backend.logIn(door.backend, parameters).catch((cause: unknown) => cause)
  if (!Backend.isBackend(backend)) return passFailure(door, stream, backend)
  door.logins += 1
  stream.write(backend.greeting)
  pipeline(stream, backend.socket, stream, () => {
    stream.destroy()
    backend.socket.destroy()
  })
}

function refusePlain(door: Door, stream: Duplex, parameters: Parameters): void {
  const [user, database] = ["user", "database"].map((name) => parameters.get(name) ?? "")
  const entry = `host "127.0.0.1", user "${user}", database "${database}", no encryption`
  refuse(door, stream, "The client did not ask for TLS", `no pg_hba.conf entry for ${entry}`)
}

function refuse(door: Door, stream: Duplex, reason: string, told: string): void {
  door.rejected.push(reason)
  stream.end(Wire.fatal("28000", told))
}

// What PostgreSQL behind refuses ("database … does not exist") is told in its own words.
function passFailure(door: Door, stream: Duplex, cause: unknown): void {
  const text = cause instanceof Error ? cause.message : String(cause)
  door.rejected.push(`The PostgreSQL behind: ${text}`)
  stream.end(Wire.fatal((cause instanceof DatabaseError ? cause.code : undefined) ?? "08006", text))
}

function passCancel(door: Door, stream: Duplex, packet: Buffer): void {
  Backend.cancel(door.backend, packet)
  stream.end()
}
