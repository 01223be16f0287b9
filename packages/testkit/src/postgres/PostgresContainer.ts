// @effect-diagnostics asyncFunction:off
/** A PostgreSQL in a container, for those who install npm's testcontainers and run a container engine. */
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { setTimeout } from "node:timers/promises"
import type { Running } from "./PostgresCluster.ts"
import * as Database from "./PostgresDatabase.ts"

// What this file uses of testcontainers, which need not be installed to compile.
interface Testcontainers {
  readonly GenericContainer: new (image: string) => Container
}

interface Container {
  readonly withEnvironment: (variables: Record<string, string>) => Container
  readonly withExposedPorts: (port: number) => Container
  readonly withCommand: (command: Array<string>) => Container
  readonly start: () => Promise<Started>
}

interface Started {
  readonly getHost: () => string
  readonly getMappedPort: (port: number) => number
  readonly stop: () => Promise<unknown>
}

const password = "postgres"

/** Starts a throw-away container from PGCREST_TEST_POSTGRES_IMAGE, or else from `postgres:18`. */
export const start = async (): Promise<Running> => {
  const { GenericContainer } = await load()
  const image = process.env["PGCREST_TEST_POSTGRES_IMAGE"] ?? "postgres:18"
  const started = await new GenericContainer(image)
    .withEnvironment({ POSTGRES_PASSWORD: password })
    .withExposedPorts(5432)
    .withCommand(["postgres", "-c", "fsync=off", "-c", "timezone=UTC"])
    .start()
    .catch((cause: unknown) => {
      throw new Error(`testcontainers could not start ${image}; is Docker running? ${String(cause)}`, {
        cause
      })
    })
  const url = `postgres://postgres:${password}@${started.getHost()}:${started.getMappedPort(5432)}/postgres`
  const stop = () => started.stop().then(() => {})
  return answers(url, 60).then(
    () => ({ url, keeps: false, faults: null, stop }),
    async (cause: unknown) => {
      await stop()
      throw cause
    }
  )
}

async function load(): Promise<Testcontainers> {
  const missing = "PGCREST_TEST_POSTGRES=testcontainers needs the package: install testcontainers 12 first."
  const loaded = await search().catch((cause: unknown) => {
    throw new Error(missing, { cause })
  })
  if (!isTestcontainers(loaded)) throw new Error(missing)
  return loaded
}

// From the package under test: as an optional peer of ours, pnpm would install its 155 packages for everybody.
async function search(): Promise<unknown> {
  const found = createRequire(join(process.cwd(), "package.json")).resolve("testcontainers")
  return import(pathToFileURL(found).href)
}

function isTestcontainers(loaded: unknown): loaded is Testcontainers {
  return typeof loaded === "object" && loaded !== null && "GenericContainer" in loaded
}

// The port is open before the image's entry point has made its user.
async function answers(url: string, attempts: number): Promise<string> {
  return Database.version(url).catch(async (cause: unknown) => {
    if (attempts === 0) throw cause
    await setTimeout(500)
    return answers(url, attempts - 1)
  })
}
