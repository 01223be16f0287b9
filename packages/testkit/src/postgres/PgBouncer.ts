// @effect-diagnostics asyncFunction:off
/** A PgBouncer of this machine in transaction mode, in front of a database: few server connections for many clients. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { freePort } from "../freePort.ts"

/** A pooler that takes connections. */
export interface Pooler {
  /** The database, reached through the pooler. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** The program, or null where this machine has none. */
export const find = (): string | null =>
  [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"]
    .map((folder) => join(folder, "pgbouncer"))
    .find((path) => existsSync(path)) ?? null

/** Starts it on a free port of loopback, with so many connections to the server; a server that went away is asked for again soon. */
export const start = async (program: string, url: string, serverConnections: number): Promise<Pooler> => {
  const { hostname, port, username, password, pathname } = new URL(url)
  const own = await freePort()
  const folder = await mkdtemp(join(tmpdir(), "pgbouncer-"))
  const file = join(folder, "pgbouncer.ini")
  const name = pathname.slice(1)
  await writeFile(
    file,
    `[databases]
${name} = host=${hostname} port=${port} dbname=${name} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${serverConnections}
max_client_conn = 200
server_login_retry = 0.1
`
  )
  // It refuses to be root.
  const user = process.getuid?.() === 0 ? ["-u", "nobody"] : []
  const child = spawn(program, [...user, file], { stdio: ["ignore", "ignore", "pipe"] })
  const ended = once(child, "exit")
  await new Promise<void>((resolve, reject) => {
    let said = ""
    child.once("exit", () => reject(new Error(`PgBouncer did not start: ${said}`)))
    child.stderr.on("data", (chunk) => {
      said += String(chunk)
      if (said.includes("process up")) resolve()
    })
  })
  return {
    url: `postgres://anybody@127.0.0.1:${own}/${name}`,
    stop: async () => {
      child.kill("SIGKILL")
      await ended
      await rm(folder, { recursive: true })
    }
  }
}
