/** A page of the trail: of one record, or of all of a resource, whose own rules then judge each. */
import { type ChangeField, type Column, Resource } from "@pgcrest/core"
import type { PredicateShape } from "../shape/PredicateShape.ts"
import type { HistoryShape } from "../shape/Shape.ts"
import { instantText } from "../sql/changeContent.ts"
import { castType, of } from "../sql/columns.ts"
import { predicateSql } from "../sql/predicate.ts"
import { join, literal, raw, type Sql, sql, value } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { onRow } from "../sql/term.ts"
import { fitting, imageOf, jsonIn, ofImage } from "./image.ts"
import type { Form } from "./numbering.ts"
import { grants, isOpen } from "./rule.ts"
import { ofRecord } from "./stamp.ts"

/** The columns of a change but for its contents. */
const columns =
  "change.uid, change.version, change.op, change.at, change.actor, change.on_behalf_of, change.issuer, change.request_id, change.client_request_id, change.trace_id, change.via, change.reason, change.metadata"

/** The same as they are told. */
export const factColumns = columns.replace("change.at", instantText("change.at"))

/** All of it as `readChange` reads it: the contents, and behind them those of before. */
export const toldColumns = `${factColumns}, change.before, change.after, change.sealed, change."was?", change."was sealed?", change."erased?"`

/** As the page is read: from its start, or backwards from its end. */
export const trailOrder = ({ of, page }: HistoryShape): string => {
  const direction = page._tag === "Before" ? "asc" : "desc"
  return keysOf(of)
    .map(({ key }) => `${key} ${direction}`)
    .join(", ")
}

/** The page of changes that is asked for, and one more, of those whose image the caller sees. */
export const shownChanges = (shape: HistoryShape, form: Form): Sql => {
  const { fields, select, which } = shape
  const isTold = (field: ChangeField) => select === null || select.includes(field)
  const isDiffed = select?.includes("diff") === true
  const isCompared = isDiffed || which.was !== null || which.changed !== null || which.held !== null
  const none = raw("null::jsonb")
  const [before, after, was] = [isTold("before"), isTold("after") || isDiffed, isDiffed]
  const told = [
    raw(columns),
    sql`${before ? part(shownBefore(shape.see), fields) : none} as before`,
    sql`${after ? part(raw("change.after"), fields) : none} as after`,
    sql`${after ? part(raw("change.sealed"), fields) : none} as sealed`,
    sql`${was ? part(raw("was.after"), fields) : none} as "was?"`,
    sql`${was ? part(raw("was.sealed"), fields) : none} as "was sealed?"`,
    raw(`${was ? `${erased} or was.erased is true` : "false"} as "erased?"`)
  ]
  return sql`
  select ${join(told, ", ")}
  from ${isCompared ? besideBefore(shape) : raw("audit.change as change")}
  where ${join(conditions(shape, form), "\n    and ")}
  order by ${raw(trailOrder(shape))}
  ${isCompared && isWhole(shape) ? raw("") : limits(shape)}
`
}

const erased = "change.sealed is null and change.sealed_hash is not null"

function keysOf(of: HistoryShape["of"]) {
  const version = { key: "change.version", type: "bigint" }
  return of === "record"
    ? [version]
    : [{ key: "change.at", type: "timestamptz" }, { key: "change.uid", type: "text" }, version]
}

function limits({ page }: HistoryShape): Sql {
  const limit = sql`limit ${value(page.limit, "bigint")}`
  return page._tag === "Offset" ? sql`${limit} offset ${value(page.offset, "bigint")}` : limit
}

function conditions(shape: HistoryShape, form: Form): ReadonlyArray<Sql> {
  const { of, resource, see, which } = shape
  const { change, changed, held, was } = which
  const ofOne =
    of === "record" ? ofRecord(resource, "change") : sql`change.resource = ${literal(resource.name)}`
  return [
    ofOne,
    beyondPlace(shape),
    isOpen(change) ? null : predicateSql(change, onRow("change")),
    was === null ? null : sql`was.after is not null and ${predicateSql(was, imageOf("was", form))}`,
    changed === null ? null : differs(changed),
    held === null ? null : isHeld(resource, held, form),
    of === "record" ? null : isJudged(shape, form),
    isOpen(see) ? null : isShown(see)
  ].filter((condition) => condition !== null)
}

/** What stands behind a place, or before it. */
function beyondPlace({ of, page }: HistoryShape): Sql | null {
  if (page._tag === "Offset") return null
  const keys = keysOf(of)
  const places = page.place.map((hole, at) => value(hole, keys[at]?.type ?? "text"))
  const names = keys.map(({ key }) => key).join(", ")
  return sql`(${raw(names)}) ${raw(page._tag === "After" ? "<" : ">")} (${join(places, ", ")})`
}

function differs(changed: ReadonlyArray<Column>): Sql {
  const each = changed.map(
    (column) => sql`${jsonIn("was", column)}::text is distinct from ${jsonIn("change", column)}::text`
  )
  return sql`(${join(each, " or ")})`
}

/** The records that ever held it are looked for first, by an index where there is one on the field, and then by theirs. */
function isHeld({ name }: Resource.Resource, held: PredicateShape, form: Form): Sql {
  const isSo = (alias: string) => predicateSql(held, imageOf(alias, form))
  const of = (alias: string) => sql`${raw(alias)}.after is not null and ${isSo(alias)}`
  return sql`change.uid = any(array(
      select holder.uid from audit.change as holder where holder.resource = ${literal(name)} and ${isSo("holder")}
    ))
    and (${of("was")} or ${of("change")})`
}

/**
 * The changes, each beside what its record held before, as far as the caller sees that. Where the changes of one record are
 * read in turn each is followed by the one before it; elsewhere that is looked up.
 */
function besideBefore(shape: HistoryShape): Sql {
  const { see } = shape
  const isInTurn = isReadInTurn(shape)
  const earlier = raw(isInTurn ? 'change."after?", change."sealed?"' : "earlier.after, earlier.sealed")
  const hash = raw(isInTurn ? 'change."hash?"' : "earlier.sealed_hash")
  return sql`${isInTurn ? inTurn(shape) : raw("audit.change as change")}
  left join lateral (
    select image.after, image.sealed, image.erased
    from (
      select coalesce(change.before, held.after) as after, held.sealed, held.sealed is null and held.hash is not null as erased
      from (select ${earlier}, ${hash}${isInTurn ? raw("") : earlierChange}) as held (after, sealed, hash)
    ) as image
    where image.after is not null${isOpen(see) ? raw("") : sql` and ${predicateSql(see, ofImage)}`}
  ) as was on true`
}

// A filter by images has to read on until it has found enough; a page of all ends by itself. What lies between would read
// the whole record where it shows one page, as PostgreSQL plans a window for all of its rows.
function isReadInTurn(shape: HistoryShape): boolean {
  const { changed, held, was } = shape.which
  const isByImage = was !== null || changed !== null || held !== null
  return shape.of === "record" && shape.page._tag !== "Before" && (isByImage || isWhole(shape))
}

/** Whether a page is of all changes of one record from its place on. */
function isWhole({ of, page, see, which }: HistoryShape): boolean {
  const { change, changed, held, was } = which
  const isFiltered = was !== null || changed !== null || held !== null || !isOpen(change) || !isOpen(see)
  return of === "record" && page._tag !== "Before" && !isFiltered
}

function inTurn(shape: HistoryShape): Sql {
  const conditions = [ofRecord(shape.resource, "change"), beyondPlace(shape)].filter((one) => one !== null)
  const read = sql`
      select change.*
      from audit.change as change
      where ${join(conditions, " and ")}`
  const page = isWhole(shape) ? sql`\n      order by change.version desc\n      ${limits(shape)}` : raw("")
  return sql`(
    select change.*, lead(change.after) over past as "after?", lead(change.sealed) over past as "sealed?",
      lead(change.sealed_hash) over past as "hash?"
    from (${read}${page}
    ) as change
    window past as (order by change.version desc)
  ) as change`
}

// A change is never earlier than the one before it, so that later months are not looked into.
const earlierChange = raw(`
      from (select) as one
      left join lateral (
        select earlier.after, earlier.sealed, earlier.sealed_hash
        from audit.change as earlier
        where earlier.resource = change.resource and earlier.uid = change.uid and earlier.version < change.version
          and earlier.at <= change.at
        order by earlier.version desc
        limit 1
      ) as earlier on true`)

/** The fields of an object that are asked for; the whole where all are. */
function part(object: Sql, fields: HistoryShape["fields"]): Sql {
  if (fields === null) return object
  const names = value(fields, "text[]")
  return sql`(
    select coalesce(jsonb_object_agg(member.key, member.value) filter (where member.key = any(${names})), '{}')
    from (select ${object} as whole) as held left join lateral jsonb_each(held.whole) as member on true
    having bool_or(held.whole is not null)
  )`
}

/** What a write met, where the caller sees that. */
function shownBefore(see: PredicateShape): Sql {
  if (isOpen(see)) return raw("change.before")
  return sql`(
    select image.after
    from (select change.before as after, null::jsonb as sealed) as image
    where ${predicateSql(see, ofImage)}
  )`
}

/** Whether the caller sees the image of a change; what was deleted shows itself in the image before. */
function isShown(see: PredicateShape): Sql {
  return sql`exists (
    select from (
      select change.after, change.sealed
      where change.after is not null
      union all (
        select earlier.after, earlier.sealed
        from audit.change as earlier
        where change.after is null and earlier.resource = change.resource and earlier.uid = change.uid
          and earlier.version < change.version and earlier.after is not null
        order by earlier.version desc
        limit 1
      )
    ) as image
    where ${predicateSql(see, ofImage)}
  )`
}

/** Whether the caller may read the history of the change's record, as it is or as it was last; null where everybody may. */
function isJudged({ resource, see, using }: HistoryShape, form: Form): Sql | null {
  const key = Resource.soleColumn(resource.key)
  if (key === null || (isOpen(see) && isOpen(using))) return null
  const ofRecord = sql`${grants(see, onRow("record"))} and ${grants(using, onRow("record"))}`
  const ofLast = sql`${grants(see, ofImage)} and ${grants(using, ofImage)}`
  const type = castType(key.type)
  const uid = form === "usual" ? raw(`change.uid::${type}`) : fitting(raw("to_jsonb(change.uid)"), type)
  return sql`coalesce(
      (select ${ofRecord} from ${source(resource, "now")} where ${of("record", key)} = ${uid}),
      (select ${ofLast} from (
        select earlier.after, earlier.sealed
        from audit.change as earlier
        where earlier.resource = change.resource and earlier.uid = change.uid and earlier.after is not null
        order by earlier.version desc
        limit 1
      ) as image),
      false
    )`
}
