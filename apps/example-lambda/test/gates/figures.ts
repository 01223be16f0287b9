// @effect-diagnostics processEnv:off
/** What a request and a start cost, as checked in: figures of this code, whatever the machine. */
import { readFileSync, writeFileSync } from "node:fs"
import { assert } from "vitest"

type Figure = number | string
type Figures = Readonly<Record<string, Readonly<Record<string, Figure>>>>

const file = new URL("figures.json", import.meta.url)
const renewing = process.env["PGCREST_FIGURES"] === "write"
const remedy =
  "Mend it, or check in why it is right: `npx -y pnpm@12 --filter @pgcrest/example-lambda run figures` writes apps/example-lambda/test/gates/figures.json."

/** Whether there is such a figure, or will be. */
export const isGated = (group: string, name: string): boolean =>
  renewing || read()[group]?.[name] !== undefined

/** Fails where a figure is not the checked-in one, or is further from it than this share of it. */
export const gate = (group: string, name: string, measured: Figure, tolerance = 0): void => {
  // Also what is near: a figure at the edge of its bound would fail by chance.
  if (renewing) return write(group, name, measured)
  const expected = read()[group]?.[name]
  if (isNear(measured, expected, tolerance)) return
  const bound = tolerance === 0 ? "" : ` by more than ${tolerance * 100} %`
  assert.fail(`${group}, ${name}: ${measured} differs${bound} from ${expected}. ${remedy}`)
}

function read(): Figures {
  return JSON.parse(readFileSync(file, "utf8"))
}

function isNear(measured: Figure, expected: Figure | undefined, tolerance: number): boolean {
  if (typeof measured === "string" || typeof expected !== "number") return measured === expected
  return Math.abs(measured - expected) <= tolerance * expected
}

function write(group: string, name: string, measured: Figure): void {
  const figures = read()
  const renewed = { ...figures, [group]: { ...figures[group], [name]: measured } }
  writeFileSync(file, `${JSON.stringify(renewed, null, 2)}\n`)
}
