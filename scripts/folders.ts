/** Holds each package to the order of its folders that ARCHITECTURE.md draws, and to no circles, not even among types. */
import { globSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"

/** A room is a folder of `src`, or a file that lies in `src` itself. */
interface Order {
  readonly name: string
  /** The floor of each room: what stands further left in the picture lies lower. */
  readonly floors: ReadonlyMap<string, number>
}

const picture = /^```folders\n(?<lines>[^`]*)^```/mu.exec(readFileSync("ARCHITECTURE.md", "utf8"))?.groups?.[
  "lines"
]
const orders = (picture ?? "").split("\n").flatMap((line): ReadonlyArray<Order> => {
  const [, name, rooms] = /^(\S+)\s+(.+)$/u.exec(line) ?? []
  if (name === undefined || rooms === undefined) return []
  const floors = rooms
    .split(" < ")
    .flatMap((floor, height) => floor.split(",").map((room) => [room.trim(), height] as const))
  return [{ name, floors: new Map(floors) }]
})

/** The files of a package by path from its `src`, each with those that it imports. */
const importsOf = (name: string): ReadonlyMap<string, ReadonlyArray<string>> => {
  const src = `packages/${name}/src`
  return new Map(
    globSync("**/*.ts", { cwd: src }).map((file) => {
      const text = readFileSync(join(src, file), "utf8")
      const imports = [...text.matchAll(/\b(?:from|import)\b\s*\(?\s*"(\.[^"]+)"/gu)]
      return [file, imports.map(([, path = ""]) => normalize(join(dirname(file), path)))]
    })
  )
}

/** `contract/cases/` of a file in that folder, `index` of one that lies in `src` itself. */
const roomOf = (file: string): string =>
  file.includes("/") ? file.replace(/[^/]+$/u, "") : file.replace(/\.ts$/u, "")

const upward = ({ name, floors }: Order, imports: ReadonlyMap<string, ReadonlyArray<string>>) =>
  [...imports].flatMap(([file, others]) =>
    [file, ...others].flatMap((other) => {
      const [from, to] = [floors.get(roomOf(file)), floors.get(roomOf(other))]
      if (to === undefined) return [`${name}: ${other} lies in no room of the picture in ARCHITECTURE.md`]
      const same = roomOf(file) === roomOf(other)
      return same || (from !== undefined && to < from)
        ? []
        : [`${name}: ${file} imports ${other}, which does not lie below it`]
    })
  )

/** Each circle once, by the file through which it is found first. */
const circles = (
  name: string,
  imports: ReadonlyMap<string, ReadonlyArray<string>>
): ReadonlyArray<string> => {
  const done = new Set<string>()
  const found: Array<string> = []
  const walk = (file: string, path: ReadonlyArray<string>): void => {
    const at = path.indexOf(file)
    if (at >= 0) found.push(`${name}: a circle of imports: ${[...path.slice(at), file].join(" > ")}`)
    if (at >= 0 || done.has(file)) return
    for (const other of imports.get(file) ?? []) walk(other, [...path, file])
    done.add(file)
  }
  for (const file of imports.keys()) walk(file, [])
  return found
}

/** Rooms of the picture that nothing is in. */
const empty = ({ name, floors }: Order, files: Iterable<string>): ReadonlyArray<string> => {
  const taken = new Set([...files].map(roomOf))
  return [...floors.keys()]
    .filter((room) => !taken.has(room))
    .map((room) => `${name}: the picture in ARCHITECTURE.md has a room ${room}, and nothing lies there`)
}

const packages = globSync("packages/*/src").map((path) => path.split("/")[1] ?? "")
const faults = packages.flatMap((name) => {
  const order = orders.find((one) => one.name === name)
  if (order === undefined) return [`${name}: ARCHITECTURE.md draws no order of its folders`]
  const imports = importsOf(name)
  return [...new Set([...upward(order, imports), ...circles(name, imports), ...empty(order, imports.keys())])]
})
for (const fault of faults) console.error(fault)
console.log(
  `${packages.length} packages keep the order of their folders: ${faults.length === 0 ? "yes" : "no"}`
)
process.exitCode = packages.length > 0 && faults.length === 0 ? 0 : 1
