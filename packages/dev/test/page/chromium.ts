// @effect-diagnostics asyncFunction:off
/** The Chromium of this machine, if there is one. */
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { type Browser, chromium } from "playwright-core"

/** The program, or null where this machine has none. */
export const findChromium = (): string | null =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)))
    .find((path) => existsSync(path)) ?? null

/** Starts it without a window; as root it refuses to run in its sandbox. */
export const open = (program: string): Promise<Browser> =>
  chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-background-networking"] })
