// @effect-diagnostics asyncFunction:off
/** One PostgreSQL of our own, made and run with initdb and pg_ctl, on loopback only. */
import { randomUUID } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { setTimeout } from "node:timers/promises"
import { freePort } from "../freePort.ts"
import * as Database from "./PostgresDatabase.ts"
import { type Faults, faultsOf } from "./PostgresFaults.ts"
import { keptFolder, throwAwayFolder } from "./PostgresFolder.ts"
import { handOver, run } from "./PostgresProgram.ts"
import { watch } from "./PostgresWatch.ts"

/** A server that accepts connections; `keeps` says that its databases outlive `stop`. */
export interface Running {
  readonly url: string
  readonly keeps: boolean
  readonly faults: Faults | null
  readonly stop: () => Promise<void>
}

/** Where the data are kept and the server listens, both chosen when absent; and whether it outlives a crash of its own. */
export interface Place {
  readonly databaseDir?: string
  readonly port?: number
  readonly durable?: boolean
}

interface Cluster {
  readonly bin: string
  readonly folder: string
  readonly keeps: boolean
  readonly durable: boolean
}

/** Starts the server of the folder, made first where it is new; or joins a live one, which outlives `stop`. */
export const start = async (bin: string, place: Place): Promise<Running> => {
  const { databaseDir, port } = place
  const keeps = databaseDir !== undefined
  const folder = await (databaseDir === undefined ? throwAwayFolder() : keptFolder(resolve(databaseDir)))
  const cluster = { bin, folder, keeps, durable: keeps || place.durable === true }
  const live = await liveUrl(cluster, 20)
  if (live !== undefined) return { url: live, keeps, faults: null, stop: () => Promise.resolve() }
  const unwatch = watch(folder, keeps)
  const stop = () => halt(cluster).finally(unwatch)
  return launch(cluster, port).then(
    (url) => ({ url, keeps, faults: faultsAt(cluster, url), stop }),
    async (cause: unknown) => {
      await stop()
      throw cause
    }
  )
}

function faultsAt(cluster: Cluster, url: string): Faults {
  const port = Number(new URL(url).port)
  return faultsOf(join(data(cluster), "postmaster.pid"), async () => void (await listen(cluster, port, 1)))
}

async function launch(cluster: Cluster, port: number | undefined): Promise<string> {
  if (!existsSync(join(data(cluster), "PG_VERSION"))) await initialise(cluster)
  return listen(cluster, port, 3)
}

async function initialise(cluster: Cluster): Promise<void> {
  const pwfile = passwordFile(cluster)
  await mkdir(data(cluster), { recursive: true })
  await writeFile(pwfile, randomUUID().replaceAll("-", ""), { mode: 0o600 })
  await Promise.all([cluster.folder, data(cluster), pwfile].map(handOver))
  const flags = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
  const files = [`--pgdata=${data(cluster)}`, `--pwfile=${pwfile}`]
  const made = await run(cluster.bin, "initdb", [...flags, ...files, ...(cluster.keeps ? [] : ["--no-sync"])])
  if (made.code !== 0) throw new Error(`initdb could not make ${data(cluster)}: ${made.output}`)
}

async function listen(cluster: Cluster, asked: number | undefined, attempts: number): Promise<string> {
  const port = asked ?? (await freePort())
  const log = join(data(cluster), "server.log")
  const flags = `-p ${port} ${settings(cluster)
    .map((setting) => `-c ${setting}`)
    .join(" ")}`
  const started = await ctl(cluster, "start", "-w", "-t", "30", "-l", log, "-o", flags)
  if (started.code === 0) return urlAt(cluster, port)
  const said = (await readFile(log, "utf8").catch(() => started.output)).slice(-2000)
  const taken = said.includes("Address already in use")
  if (taken && asked === undefined && attempts > 1) return listen(cluster, asked, attempts - 1)
  throw new Error(`PostgreSQL did not start in ${cluster.folder} on port ${port}: ${said}`)
}

function settings({ durable }: Cluster): ReadonlyArray<string> {
  const always = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC"]
  return durable ? always : [...always, "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
}

async function halt(cluster: Cluster): Promise<void> {
  const mode = cluster.keeps ? "fast" : "immediate"
  if (await isLive(cluster)) await ctl(cluster, "stop", "-w", "-t", "30", "-m", mode)
  if (!cluster.keeps) await rm(cluster.folder, { recursive: true, force: true })
}

// A live server may be on its way down, since the process that owned it has just died: it gets a while to go.
async function liveUrl(cluster: Cluster, attempts: number): Promise<string | undefined> {
  if (!(await isLive(cluster))) return undefined
  const lines = (await readFile(join(data(cluster), "postmaster.pid"), "utf8").catch(() => "")).split("\n")
  const url = await urlAt(cluster, Number(lines[3]))
  if (await Database.version(url).catch(() => false)) return url
  if (attempts === 0) return halt(cluster).then(() => undefined)
  await setTimeout(250)
  return liveUrl(cluster, attempts - 1)
}

async function isLive(cluster: Cluster): Promise<boolean> {
  return existsSync(join(data(cluster), "postmaster.pid")) && (await ctl(cluster, "status")).code === 0
}

function ctl(cluster: Cluster, verb: string, ...args: ReadonlyArray<string>) {
  return run(cluster.bin, "pg_ctl", [verb, "-D", data(cluster), ...args])
}

async function urlAt(cluster: Cluster, port: number): Promise<string> {
  return `postgres://postgres:${await readFile(passwordFile(cluster), "utf8")}@127.0.0.1:${port}/postgres`
}

function data({ folder }: Cluster): string {
  return join(folder, "data")
}

function passwordFile({ folder }: Cluster): string {
  return join(folder, "password")
}
