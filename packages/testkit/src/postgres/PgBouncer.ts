// @effect-diagnostics asyncFunction:off
/** A PgBouncer of this machine in transaction mode, in front of a database: few server connections for many clients. */
import { type ChildProcessByStdio, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import type { Readable } from "node:stream"
import { freePort } from "../freePort.ts"

/** A pooler that takes connections. */
export interface Pooler {
  /** The database, reached through the pooler. */
  readonly url: string
  /** SIGKILL: all connections through it end, and it is started again. */
  readonly kill: () => void
  readonly stop: () => Promise<void>
}

/** The program, or null where this machine has none. */
export const find = (): string | null =>
  [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"]
    .map((folder) => join(folder, "pgbouncer"))
    .find((path) => existsSync(path)) ?? null

/**
 * Starts it on a free port of loopback, with so many connections to the server; a server that went away is asked for again soon. Where
 * it ends by itself it is started again, as service managers do: 1.18 ends where a session is frozen while it forwards a cancellation.
 */
export const start = async (program: string, url: string, serverConnections: number): Promise<Pooler> => {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), "pgbouncer-"))
  const file = join(folder, "pgbouncer.ini")
  await writeFile(file, settings(url, port, serverConnections))
  // It refuses to be root.
  const user = process.getuid?.() === 0 ? ["-u", "nobody"] : []
  const launch = () => spawn(program, [...user, file], { stdio: ["ignore", "ignore", "pipe"] })
  let stopped = false
  let running = launch()
  const again = () => {
    if (stopped) return
    running = launch()
    running.stderr.resume()
    running.once("exit", again)
  }
  await untilUp(running)
  running.once("exit", again)
  return {
    url: `postgres://anybody@127.0.0.1:${port}${new URL(url).pathname}`,
    kill: () => void running.kill("SIGKILL"),
    stop: async () => {
      stopped = true
      const ended = once(running, "exit")
      running.kill("SIGKILL")
      await ended
      await rm(folder, { recursive: true })
    }
  }
}

function settings(url: string, port: number, serverConnections: number): string {
  const server = new URL(url)
  const name = server.pathname.slice(1)
  return `[databases]
${name} = host=${server.hostname} port=${server.port} dbname=${name} user=${server.username} password=${server.password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${serverConnections}
max_client_conn = 200
server_login_retry = 0.1
`
}

function untilUp(child: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ""
    child.once("exit", () => reject(new Error(`PgBouncer did not start: ${said}`)))
    child.stderr.on("data", (chunk) => {
      said += String(chunk)
      if (said.includes("process up")) resolve()
    })
  })
}
