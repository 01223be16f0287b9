/** What a side is asked again and again: events as JSON text, with places for what changes from turn to turn. */

export interface Script {
  /** The events of one turn, in order. */
  readonly templates: ReadonlyArray<string>
  /** The uids that stand in the places of the same name, each for one turn, round and round. */
  readonly rings: Readonly<Partial<Record<Ring, Array<string>>>>
  /** The ring whose uid makes way for that of the record which the turn created. */
  readonly renews: Ring | null
}

/** Whose uids stand in a ring. */
export type Ring = "record" | "author"

/** Texts that stand in a template until it is filled, each as long as what takes its place. */
export const places = {
  record: "11111111-1111-4111-8111-111111111111",
  author: "22222222-2222-4222-8222-222222222222",
  request: "33333333-3333-4333-8333-333333333333",
  turn: "99999999"
} as const

/** A template with this turn's uids, number, and request id in their places. */
export const fill = (
  template: string,
  { rings }: Script,
  { requestId, turn }: { readonly requestId: string; readonly turn: number }
): string => {
  const { author = [], record = [] } = rings
  return template
    .replaceAll(places.record, at(record, turn))
    .replaceAll(places.author, at(author, turn))
    .replaceAll(places.request, requestId)
    .replaceAll(places.turn, String(turn).padStart(places.turn.length, "0"))
}

/** A request id that is as long as the one in the template. */
export const requestIdOf = (count: number): string =>
  `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`

function at(ring: ReadonlyArray<string>, turn: number): string {
  return ring[turn % ring.length] ?? ""
}
