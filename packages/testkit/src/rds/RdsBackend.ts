// @effect-diagnostics asyncFunction:off
/** The way from a fake RDS endpoint to the PostgreSQL behind it. */
import { connect, Socket } from "node:net"
import { Client } from "pg"
import { afterAuthentication } from "../postgres/PostgresWire.ts"

/** An open connection, and what the server said at its start, from AuthenticationOk to ReadyForQuery. */
export interface Backend {
  readonly socket: Socket
  readonly greeting: Buffer
}

/** Logs in as the URL's user, with the database and the settings of somebody else's start-up. */
export const logIn = async (url: string, parameters: ReadonlyMap<string, string>): Promise<Backend> => {
  const { username, password, hostname, port } = new URL(url)
  const socket = new Socket()
  const said: Array<Buffer> = []
  socket.on("data", (chunk: Buffer) => said.push(chunk))
  // pg knows how to log in (SCRAM included); after that its socket is used without it.
  const client = new Client({
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: parameters.get("database") ?? parameters.get("user") ?? "postgres",
    options: optionsOf(parameters),
    connectionTimeoutMillis: 10_000,
    stream: () => socket
  })
  client.on("error", () => {})
  await client.connect()
  socket.removeAllListeners("data")
  return { socket, greeting: afterAuthentication(Buffer.concat(said)) }
}

/** Tells a connection from the reason why there is none. */
export const isBackend = (answer: unknown): answer is Backend =>
  typeof answer === "object" && answer !== null && "greeting" in answer

/** Passes a CancelRequest on, whose answer is only that the connection closes. */
export const cancel = (url: string, packet: Buffer): void => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on("error", () => {})
  socket.end(packet)
}

// Every parameter of a start-up packet can be said as `-c name=value` too.
function optionsOf(parameters: ReadonlyMap<string, string>): string {
  const others = [...parameters].filter(
    ([name]) => !/^(user|database|options|replication|_pq_\..*)$/.test(name)
  )
  const flags = others.map(([name, value]) => `-c ${name}=${value.replace(/[\\\s]/g, "\\$&")}`)
  return [parameters.get("options") ?? "", ...flags].join(" ").trim()
}
