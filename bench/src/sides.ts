// @effect-diagnostics asyncFunction:off
/** The three sides, each with its scripts. */
import { note, pageBefore, scriptOf } from "./asking/scripts.ts"
import type { Bundles } from "./bundles.ts"
import type { Library } from "./library.ts"
import { cursorIn, uidIn } from "./measuring/Asker.ts"
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
  const { file } = bundles[bundleOf(name, cases)]
  const side = await startSide({ name, file, url: library.url, connections, nodeFlags })
  const asksNotes = cases.some(({ operation }) => operation === "noteUpdate")
  const asksCursor = cases.some(({ operation }) => operation === "deepCursor")
  const own = {
    notes: asksNotes ? await makeNotes(side) : [],
    cursor: asksCursor ? await cursorOf(side) : "",
    part
  }
  for (const asked of cases) await side.learn(nameOf(asked), scriptOf(name, asked, own))
  return side
}

/** Which bundle a side runs for these cases. */
export const bundleOf = (name: SideName, cases: ReadonlyArray<Case>): keyof Bundles =>
  name === "ours" && cases.some(({ operation }) => operation === "batch10") ? "ours+batch" : name

async function cursorOf(side: Side): Promise<string> {
  await side.learn("before", pageBefore)
  const [before] = await side.turn("before")
  return before === undefined ? "" : cursorIn(before.answer)
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
