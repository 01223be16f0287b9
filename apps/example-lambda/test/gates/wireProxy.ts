// @effect-diagnostics asyncFunction:off
/** Stands between a client and PostgreSQL on loopback, and tells what the client sends. */
import { once } from "node:events"
import { connect, createServer, type Socket } from "node:net"

export interface WireProxy {
  /** The database, by way of the proxy. */
  readonly url: string
  /** The names of the messages of each flight since this was last asked: what was sent before the server answered. */
  readonly flights: () => ReadonlyArray<string>
  readonly stop: () => void
}

const names: Readonly<Record<string, string>> = {
  B: "Bind",
  C: "Close",
  D: "Describe",
  E: "Execute",
  H: "Flush",
  P: "Parse",
  Q: "Query",
  S: "Sync",
  X: "Terminate",
  p: "Password"
}

/** Listens on a free port. */
export const startWireProxy = async (databaseUrl: string): Promise<WireProxy> => {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let flights: Array<string> = []
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    const flight: Array<string> = []
    const read = reader((type) => flight.push(names[type] ?? type))
    join(client, database, read)
    join(database, client, () => {
      if (flight.length > 0) flights.push(flight.splice(0).join(" "))
    })
    for (const socket of [client, database]) sockets.add(socket)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const url = new URL(target)
  url.port = String(typeof address === "object" ? address?.port : "")
  return {
    url: url.href,
    flights: () => {
      const seen = flights
      flights = []
      return seen
    },
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    }
  }
}

function join(from: Socket, to: Socket, heard: (chunk: Buffer) => void): void {
  from.setNoDelay(true)
  from.on("data", (chunk) => {
    heard(chunk)
    to.write(chunk)
  })
  from.on("close", () => to.destroy())
  from.on("error", () => to.destroy())
}

/** Cuts a client's bytes into messages; the first one has no type. */
function reader(tell: (type: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  let started = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (let head = started ? 1 : 0; rest.length >= head + 4; head = 1) {
      const size = head + rest.readInt32BE(head)
      if (rest.length < size) break
      tell(started ? String.fromCharCode(rest[0] ?? 0) : "Startup")
      started = true
      rest = rest.subarray(size)
    }
  }
}
