/** The changes of one record that the caller may see, or of all: the record as it is, and each image, must be in sight. */
import { changePlace, NotPermitted, RecordNotFound, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { cutShort, type TextRow } from "../client/TextQuery.ts"
import type { HistoryShape } from "../shape/Shape.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { lastImage, ofImage } from "./image.ts"
import { statementOf } from "./statementOf.ts"
import { contentIn, readChange } from "./readChange.ts"
import { onRow } from "../sql/term.ts"
import { grants } from "./rule.ts"
import { isNamed } from "../sql/key.ts"
import type { Form } from "./numbering.ts"
import type { Asked, Statement } from "./Statement.ts"
import { shownChanges, toldColumns, trailOrder } from "./trailPage.ts"

export const history = (shape: HistoryShape, form: Form): Statement =>
  shape.of === "record" ? ofRecord(shape, form) : ofResource(shape, form)

function ofRecord(shape: HistoryShape, form: Form): Statement {
  const { resource } = shape
  const told = toldOf(shape)
  return {
    ...render(
      statementOf(
        [presentRecord(shape), lastImage(resource), judgedRecord(shape)],
        sql`select ${raw(toldColumns)}, judged."allowed?"
from "judged?" as judged
left join (${shownChanges(shape, form)}) as change on judged."allowed?"
where judged."seen?"
order by ${raw(trailOrder(shape))}`
      )
    ),
    canBeCut: true,
    read: (arrived, asked) => {
      const [first] = arrived
      if (first === undefined)
        return Result.fail(new RecordNotFound({ resource: resource.name, uid: asked.uid }))
      return first.at(-1) === "t"
        ? Result.succeed(changesIn(told, arrived, asked))
        : Result.fail(new NotPermitted({ resource: resource.name, act: "history" }))
    }
  }
}

function ofResource(shape: HistoryShape, form: Form): Statement {
  const told = toldOf(shape)
  return {
    ...render(
      sql`select ${raw(toldColumns)} from (${shownChanges(shape, form)}) as change order by ${raw(trailOrder(shape))}`
    ),
    canBeCut: true,
    read: (arrived, asked) => Result.succeed(changesIn(told, arrived, asked))
  }
}

/** What reading the answers needs of a shape: a statement outlives the command that it was first compiled for. */
interface Told extends Pick<HistoryShape, "of" | "resource" | "select"> {
  readonly isBack: boolean
}

function toldOf({ of, page, resource, select }: HistoryShape): Told {
  return {
    of,
    resource,
    select: select === null ? null : [...select],
    isBack: page._tag === "Before"
  }
}

/** The page of what arrived, of which one change more was asked for. */
function changesIn(
  { isBack, of, resource, select }: Told,
  arrived: ReadonlyArray<TextRow>,
  { limit, uid }: Asked
): Rows.Changes {
  const isCut = arrived.at(-1) === cutShort
  const found = arrived.filter((row) => row !== cutShort && row[0] !== null)
  const rows = isBack ? found.slice(0, limit).toReversed() : found.slice(0, limit)
  const entries = rows.map((row) => readChange(resource, row))
  const placeOf = changePlace({ uid: of === "record" ? uid : null })
  return Rows.fromChanges(resource, entries, select, {
    contents: () => rows.map(contentIn),
    more: isCut || found.length > limit,
    place: (at) => entries.slice(at, at + 1).flatMap(placeOf)
  })
}

/** The record as it is: whether the caller sees it, and may read its history. */
function presentRecord({ resource, see, using }: HistoryShape): Sql {
  const [seen, allowed] = [grants(see, onRow("record")), grants(using, onRow("record"))]
  return sql`"present?" as materialized (
  select ${seen} as "seen?", ${allowed} as "allowed?"
  from ${source(resource, "now")}
  where ${isNamed(resource, "record")}
)`
}

/** The same of the record, or, of one that was deleted, of what it held last. */
function judgedRecord({ see, using }: HistoryShape): Sql {
  const [seen, allowed] = [grants(see, ofImage), grants(using, ofImage)]
  return sql`"judged?" as materialized (
  select present."seen?", present."allowed?"
  from "present?" as present
  union all
  select ${seen}, ${allowed}
  from "image?" as image
  where not exists (select from "present?")
)`
}
