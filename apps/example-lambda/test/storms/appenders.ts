// @effect-diagnostics asyncFunction:off
/** Clients that read lists and append to them, in each way that there is. */
import { integer, pick, type Random } from "../../seed/random.ts"
import type { List } from "./lists.ts"
import type { Mishaps } from "./mishaps.ts"
import type { Record } from "./recorder.ts"
import { add, appendTo, batch, readOne, readTogether } from "./requests.ts"

/** Which lists are asked for now: few, so that clients meet, and others after a while, so that none grows too long. */
export type Chosen = () => readonly [List, ...ReadonlyArray<List>]

export const appender = async (
  random: Random,
  {
    chosen,
    mishaps,
    newValue,
    record,
    sandbox
  }: {
    readonly chosen: Chosen
    readonly mishaps: Mishaps
    readonly newValue: () => string
    readonly record: Record
    readonly sandbox: number
  }
): Promise<void> => {
  const ask = (asked: Parameters<Record>[1]) => record(sandbox, asked, random() < 0.5)
  const part = () => ({ list: pick(random, chosen()), value: random() < 0.6 ? newValue() : null })
  const ways: ReadonlyArray<() => Promise<unknown>> = [
    () => record(sandbox, readOne(pick(random, chosen())), false),
    () => {
      const { path } = pick(random, chosen())
      return record(
        sandbox,
        readTogether(
          path,
          chosen().filter((list) => list.path === path)
        ),
        false
      )
    },
    async () => {
      const list = pick(random, chosen())
      const read = await record(sandbox, readOne(list), false)
      return read.status === 200 ? ask(appendTo(list, read.json, newValue())) : read
    },
    () => ask(add(pick(random, chosen()), newValue(), random() < 0.8)),
    () => ask(batch(Array.from({ length: integer(random, 2, 4) }, part)))
  ]
  while (!mishaps.isOver()) await ways[integer(random, 0, ways.length - 1)]?.()
}
