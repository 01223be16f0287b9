/** A project that imports every door of the packed packages, where each finds what its manifest declares and nothing else. */
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, realpathSync, renameSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  module: "nodenext",
  target: "es2024",
  // effect's declarations name CryptoKey.
  lib: ["es2024", "dom"],
  types: ["node"]
}

/** What the compiler says of the packages' declarations, one line an error. */
export const complaints = (tarballs: ReadonlyArray<string>, folder: string): ReadonlyArray<string> => {
  const manifests = tarballs.map((tarball) => unpack(tarball, folder))
  link(resolve("node_modules/@types/node"), join(folder, "node_modules/@types/node"))
  writeFileSync(join(folder, "project.ts"), manifests.flatMap(imports).join("\n"))
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["project.ts"] }))
  const compiler = resolve("node_modules/.bin/tsc")
  const { stdout } = spawnSync(compiler, ["-p", ".", "--pretty", "false"], { cwd: folder, encoding: "utf8" })
  // What other packages' declarations lack is theirs to mend.
  return stdout
    .split("\n")
    .filter((line) => /^(?:project\.ts|node_modules\/@pgcrest\/[^/]+\/dist)/u.test(line))
}

const unpack = (tarball: string, folder: string): Manifest => {
  spawnSync("tar", ["-xzf", tarball, "-C", folder])
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package/package.json"), "utf8"))
  const home = join(folder, "node_modules", manifest.name)
  mkdirSync(dirname(home), { recursive: true })
  renameSync(join(folder, "package"), home)
  const source = join("packages", manifest.name.replace("@pgcrest/", ""), "node_modules")
  const needed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  for (const name of needed.filter((name) => !name.startsWith("@pgcrest/")))
    link(realpathSync(join(source, name)), join(home, "node_modules", name))
  return manifest
}

const link = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true })
  symlinkSync(from, to)
}

const imports = ({ exports, name }: Manifest): ReadonlyArray<string> =>
  Object.keys(exports)
    .filter((door) => !door.includes("*"))
    .map((door) => `import "${join(name, door)}"`)
