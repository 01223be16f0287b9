// @effect-diagnostics asyncFunction:off
/** A TCP port on loopback that nobody listens on, at this moment. */
import { once } from "node:events"
import { createServer } from "node:net"

/** Asks the system for a free port; another process may take it before its use, so be ready to ask again. */
export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const port = portOf(probe.address())
  probe.close()
  await once(probe, "close")
  return port
}

/** The port in what a listening server says of its address. */
export const portOf = (address: string | { readonly port: number } | null): number =>
  typeof address === "object" && address !== null ? address.port : 0
