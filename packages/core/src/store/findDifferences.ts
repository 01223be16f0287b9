/** What a Compare answers, of a store that has the rows of both moments at hand. */
import type { Compare } from "../command/Command.ts"
import { unrelated } from "../query/evaluate.ts"
import * as Predicate from "../query/Predicate.ts"
import { wholeOrder } from "../query/wholeOrder.ts"
import { uidOf } from "../resource/Key.ts"
import { comparePlaces, compareRows, placeOf } from "../row/compareRows.ts"
import { cut, totalOf } from "../row/find.ts"
import { holds } from "../row/judge.ts"
import type { Pasts } from "../row/past.ts"
import type { Values } from "../value/ColumnType.ts"
import { type Differences, differences, pairOf } from "./Differences.ts"
import { fromValues, keyOf } from "./Rows.ts"

/** The page of what the list shows differently, in the order of its keys. */
export const findDifferences = ({ permit, query }: Compare, { after, before, past }: Pasts): Differences => {
  const { resource, see, using } = permit
  const wanted = Predicate.and(see, using, query.filter)
  const listed = (rows: Iterable<Values>) =>
    new Map([...rows].filter((row) => holds(wanted, row)).map((row) => [uidOf(resource.key, row), row]))
  const [was, is] = [listed(before(resource)), listed(after(resource))]
  const shown = (row: Values | undefined) =>
    row === undefined ? null : fromValues(query.projection, [row], (one) => keyOf(resource, one))
  const all = [...new Map([...was, ...is])]
    .flatMap(([uid, row]) => {
      const pair = pairOf(shown(was.get(uid)), shown(is.get(uid)))
      return pair === null ? [] : [{ row, pair }]
    })
    .toSorted((left, right) => compareRows(resource, [])(left.row, right.row))
  const place = placeOf(resource, [], unrelated)
  const { more, rows } = cut(all, query.page, ({ row }, there) =>
    comparePlaces(wholeOrder(resource, []), place(row), there)
  )
  return differences(
    rows.map(({ pair }) => pair),
    {
      ...totalOf(all.length, query.count),
      past,
      more,
      place: (at) => rows.slice(at, at + 1).flatMap(({ row }) => place(row))
    }
  )
}
