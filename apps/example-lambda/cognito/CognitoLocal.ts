// @effect-diagnostics asyncFunction:off
/** cognito-local on loopback, as a process of its own whose state is in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A server that answers as Cognito does. */
export interface CognitoLocal {
  /** Under it are the pools, and by it begin their issuers. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Starts the program on a port that was free a moment ago; ends with the signal too, and with this process. */
export const start = async (program: string, signal: AbortSignal): Promise<CognitoLocal> => {
  const folder = await mkdtemp(join(tmpdir(), "pgcrest-cognito-"))
  await mkdir(join(folder, ".cognito"))
  // Unless told otherwise it wants e-mail addresses for user names.
  await writeFile(join(folder, ".cognito", "config.json"), '{"UserPoolDefaults":{"UsernameAttributes":[]}}')
  const port = String(await freePort())
  const child = spawn(process.execPath, ["--import", endsWithUs, program], {
    cwd: folder,
    env: { ...process.env, HOST: "127.0.0.1", PORT: port },
    signal
  })
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()))
  const stop = async () => {
    child.kill()
    await closed
    await rm(folder, { recursive: true, force: true })
  }
  await listening(child).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { url: `http://127.0.0.1:${port}`, stop }
}

// Its standard input closes when this process ends, however that comes.
const endsWithUs = `data:text/javascript,process.stdin.on("close",()=>process.exit()).resume()`

const listening = (child: ChildProcess): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let said = ""
  const hear = (chunk: Buffer) => {
    said += String(chunk)
    if (said.includes("Cognito Local running on")) resolve()
  }
  child.stdout?.on("data", hear)
  child.stderr?.on("data", hear)
  child.once("error", reject)
  child.once("close", () => reject(new Error(`cognito-local ended before it listened.\n${said}`)))
  return promise.finally(() => {
    for (const output of [child.stdout, child.stderr]) output?.off("data", hear).resume()
  })
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  probe.close()
  await once(probe, "close")
  return typeof address === "object" ? (address?.port ?? 0) : 0
}
