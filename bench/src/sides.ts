// @effect-diagnostics asyncFunction:off
/** The three sides, each with its scripts. */
import { note, scriptOf } from "./asking/scripts.ts"
import type { Bundles } from "./bundles.ts"
import type { Library } from "./library.ts"
import { uidIn } from "./measuring/Asker.ts"
import { type Side, startSide } from "./measuring/Side.ts"
import { type Case, nameOf, type SideName } from "./Operation.ts"

export type Sides = Readonly<Record<SideName, Side>>

interface Starting {
  readonly library: Library
  readonly bundles: Bundles
  readonly cases: ReadonlyArray<Case>
  readonly connections: number
  readonly nodeFlags?: ReadonlyArray<string>
  /** Which part of the records is theirs to write. */
  readonly part?: 0 | 1
}

const notes = 500

/** Starts a worker for each side. */
export const startSides = async (starting: Starting): Promise<Sides> => ({
  ours: await start("ours", starting),
  L: await start("L", starting),
  "L-history": await start("L-history", starting)
})

/** Starts our worker alone, or another one. */
export const start = async (name: SideName, starting: Starting): Promise<Side> => {
  const { bundles, cases, connections, library, nodeFlags = [], part = 0 } = starting
  const { file } = bundles[name]
  const side = await startSide({ name, file, url: library.url, connections, nodeFlags })
  const asksNotes = cases.some(({ operation }) => operation === "noteUpdate")
  const own = { notes: asksNotes ? await makeNotes(side) : [], part }
  for (const asked of cases) await side.learn(nameOf(asked), scriptOf(name, asked, own))
  return side
}

async function makeNotes(side: Side): Promise<Array<string>> {
  await side.learn("note", note)
  const uids: Array<string> = []
  while (uids.length < notes) for (const { answer } of await side.turn("note")) uids.push(uidIn(answer))
  return uids
}

/** Ends the workers. */
export const stopSides = async (sides: Sides): Promise<void> => {
  await Promise.all(Object.values(sides).map(({ stop }) => stop()))
}
