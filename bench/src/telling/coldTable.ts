/** The table of cold starts above bare node, and of the bundles. */
import type { Bundle, Bundles } from "../bundles.ts"
import type { Cold } from "../measuring/cold.ts"
import { coldTarget } from "../Target.ts"
import { columns, fixed } from "./columns.ts"

/** Which bundles are started cold: by the name of the row. */
export const coldNames = ["ours", "L", "L+effect"] as const satisfies ReadonlyArray<keyof Bundles>

/** A row for each start. */
export const coldTable = (bare: Cold, starts: ReadonlyArray<Cold>, bundles: Bundles): string => {
  const rows = coldNames.map((name, at) => ({ name, cold: starts[at] ?? bare, bundle: bundles[name] }))
  const answered = (wanted: string) => rows.find(({ name }) => name === wanted)?.cold.answered ?? Number.NaN
  const over = answered("ours") - answered("L+effect")
  return [
    columns([
      ["above bare node", "loaded ms", "answered ms", "kB", "gzip kB"],
      ...rows.map(({ name, cold, bundle }) => row(name, cold, bare, bundle))
    ]),
    `Bare node takes ${fixed(bare.answered, 0)} ms. Ours over L+effect: ${fixed(over, 1)} ms, target <= ${coldTarget}${over > coldTarget ? "  NOT MET" : ""}`,
    ...rows.slice(0, 2).map(({ name, cold }) => `Builtins of ${name}: ${cold.builtins.join(" ")}`)
  ].join("\n")
}

function row(name: string, cold: Cold, bare: Cold, { bytes, gzipped }: Bundle): ReadonlyArray<string> {
  return [
    name,
    fixed(cold.loaded - bare.answered, 1),
    fixed(cold.answered - bare.answered, 1),
    fixed(bytes / 1000, 0),
    fixed(gzipped / 1000, 0)
  ]
}
