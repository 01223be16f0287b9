// @effect-diagnostics asyncFunction:off
/** Where our side's time goes: the top functions of a V8 CPU profile, found in the sources by the bundle's map. */
import { readdir, readFile } from "node:fs/promises"
import { SourceMap } from "node:module"
import { join } from "node:path"
import { sum } from "../measuring/statistics.ts"

interface Profile {
  readonly nodes: ReadonlyArray<{
    readonly id: number
    readonly callFrame: {
      readonly functionName: string
      readonly url: string
      readonly lineNumber: number
      readonly columnNumber: number
    }
  }>
  readonly samples: ReadonlyArray<number>
  readonly timeDeltas: ReadonlyArray<number>
}

const shown = 25

/** Reads the newest profile of the folder: functions by self time, per request where `requests` are known. */
export const topFunctions = async (folder: string, bundle: string, requests: number): Promise<string> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".cpuprofile")).toSorted()
  const file = join(folder, files.at(-1) ?? "")
  const profile: Profile = JSON.parse(await readFile(file, "utf8"))
  const map = new SourceMap(JSON.parse(await readFile(`${bundle}.map`, "utf8")))
  const self = selfTimes(profile, map, bundle)
  const total = sum([...self.values()])
  const lines = [...self]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(
      ([name, micros]) =>
        `${((micros / total) * 100).toFixed(1).padStart(5)} %  ${(micros / requests).toFixed(1).padStart(6)} µs  ${name}`
    )
  return [file, `${requests} requests; share of all samples, per request, function`, ...lines].join("\n")
}

function selfTimes(
  { nodes, samples, timeDeltas }: Profile,
  map: SourceMap,
  bundle: string
): ReadonlyMap<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, map, bundle)]))
  const self = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const name = names.get(id) ?? "?"
    self.set(name, (self.get(name) ?? 0) + (timeDeltas[at] ?? 0))
  }
  return self
}

function nameOf(
  { columnNumber, functionName, lineNumber, url }: Profile["nodes"][number]["callFrame"],
  map: SourceMap,
  bundle: string
): string {
  if (!url.endsWith(bundle)) return `${functionName || "(anonymous)"}  ${url}`
  const entry = map.findEntry(lineNumber, columnNumber)
  // The bundler's own glue has no source.
  if (!("originalSource" in entry) || entry.originalSource === undefined) return `${functionName}  (bundle)`
  const source = entry.originalSource
    .replace(/^.*node_modules\/(?!.*node_modules\/)/u, "")
    .replace(/^(?:\.\.\/)+/u, "")
  return `${functionName}  ${source}:${entry.originalLine + 1}`
}
