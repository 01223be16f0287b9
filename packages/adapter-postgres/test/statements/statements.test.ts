/** What is sent for each command of two small resources, to be read. */
import { Access, Field, type Reference, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { assert, describe, expect, test } from "vitest"
import { makeCompile } from "../../src/compiling/compile.ts"
import {
  ann,
  create,
  get,
  history,
  instant,
  list,
  lock,
  remove,
  replace,
  update,
  where
} from "../commands.ts"
import { Books } from "../shelf.ts"

/** Everybody sees them; their table keeps no instants, so that `audit.life` counts. */
const Tags = Resource.make("tags", {
  table: "shelf.tags",
  fields: { label: Schema.String },
  audit: { created_at: false, last_updated_at: false, last_updater_uid: false },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.owner,
    history: Access.everyone
  }
})

/** Their owners alone see them; their table counts by itself, and one field stays as it was created. */
const Drafts = Resource.make("drafts", {
  table: "shelf.drafts",
  fields: { title: Schema.String, code: Field.optional(Field.writeOnce(Field.text)) },
  audit: { created_at: false, last_updater_uid: false },
  access: {
    list: Access.owner,
    get: Access.owner,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.owner,
    history: Access.owner
  }
})

/** In what its owner alone sees: a reference to those, and one to another of its kind. */
const Leaves = Resource.make("leaves", {
  table: "shelf.leaves",
  fields: {
    text: Schema.String,
    draft_uid: Field.references("drafts"),
    after_uid: Field.optional(Field.references("leaves"))
  },
  audit: { created_at: false, creator_uid: false, last_updater_uid: false },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.signedIn
  }
})
const references: ReadonlyArray<Reference> = [
  {
    column: Resource.columnOf(Leaves, "draft_uid"),
    target: Drafts,
    see: where("creator_uid", "eq", ann.subject, Drafts)
  },
  { column: Resource.columnOf(Leaves, "after_uid"), target: Leaves, see: where("text", "neq", "", Leaves) }
]

const other = "0198a000-0000-7000-8000-000000000002"
const uid = "0198a000-0000-7000-8000-000000000001"
const owner = ann.subject
const compile = makeCompile({ named: true })

/** What a change tells of a request that says nothing of itself but for its id. */
const unsaid = [null, null, "r-ann", null, null, null, null, null]

describe("what is sent", () => {
  test("for a get is the record by its uid", () => {
    const { text, values } = compile(get(Tags, uid))
    expect(text).toMatchInlineSnapshot(`
      "select record."uid", record."label", record."version", record."creator_uid"
      from "shelf"."tags" as record
      where record."uid" = $1::uuid
      limit 1"
    `)
    assert.deepStrictEqual(values, [uid])
  })

  test("for a lock inside a unit locks the record, and says what stands against a write", () => {
    const { text, values } = compile(
      lock(Drafts, uid, { condition: { match: ["3"], noneMatch: null, unmodifiedSince: null } })
    )
    expect(text).toMatchInlineSnapshot(`
      "select record."uid", record."title", record."code", record."version", record."last_updated_at", record."creator_uid",
        true, null, case
          when (record."creator_uid" = $1::text) is not true then 'NotPermitted'
          when not (coalesce(record."version"::text = any($2::text[]), false)) then 'VersionMismatch'
          else 'lock'
        end
      from "shelf"."drafts" as record
      where record."uid" = $3::uuid and record."creator_uid" = $4::text
      for no key update of record"
    `)
    assert.deepStrictEqual(values, [owner, ["3"], uid, owner])
  })

  test("for a lock under a date lets a row without an instant pass, as nothing tells that it has changed", () => {
    const instant = "2026-11-25T08:30:00.999999Z"
    const condition = { match: null, noneMatch: null, unmodifiedSince: instant }
    const { text, values } = compile(lock(Drafts, uid, { condition }))
    assert.include(
      text,
      `when not (coalesce(record."last_updated_at" <= $2::timestamptz, true)) then 'VersionMismatch'`
    )
    assert.deepStrictEqual(values, [owner, instant, uid, owner])
    assert.notInclude(compile(lock(Tags, uid, { condition })).text, "VersionMismatch", "it keeps no instant")
  })

  test("for a list is a page, of what the caller may see and what the filter finds", () => {
    const { text, values } = compile(
      list(Tags, {
        filter: where("label", "eq", "new", Tags),
        order: [{ column: Resource.columnOf(Tags, "label"), of: null, direction: "desc", nulls: "last" }],
        limit: 20
      })
    )
    expect(text).toMatchInlineSnapshot(`
      "select record."uid", record."label", record."version", record."creator_uid"
      from "shelf"."tags" as record
      where record."label" = $1::text
      order by record."label" desc nulls last, record."uid" desc
      limit $2::bigint offset $3::bigint"
    `)
    assert.deepStrictEqual(values, ["new", 21, 0])
  })

  test("for a list with a count counts beside the page, by the same parameters", () => {
    const { text, values } = compile(
      list(Tags, { filter: where("label", "eq", "new", Tags), count: "exact" })
    )
    expect(text).toMatchInlineSnapshot(`
      "select page.*, total.count
      from (
        select count(*) as count
        from "shelf"."tags" as record
        where record."label" = $1::text
      ) as total
      left join (
      (select record."uid", record."label", record."version", record."creator_uid", 0 as "range?", row_number() over (order by record."uid") as "rank?"
      from "shelf"."tags" as record
      where record."label" = $1::text
      order by record."uid"
      limit $2::bigint offset $3::bigint)
      ) as page on true
      order by page."range?", page."rank?""
    `)
    assert.deepStrictEqual(values, ["new", 101, 0])
  })

  test("for a careful create gives the number behind the trail's, and counts beside it", () => {
    expect(compile(create(Tags, { label: "new" }, uid), "careful").text).toMatchInlineSnapshot(`
      "with "trail?" as materialized (
        select max(known.version) as version, max(known.at) as at
        from (
          select change.version, change.at
          from audit.change as change
          where change.resource = 'tags' and change.uid = $1::uuid::text
          union all
          select life.version, life.at
          from audit.life as life
          where life.resource = 'tags' and life.uid = $1::uuid::text
        ) as known
      ),
      "written?" as (
        insert into "shelf"."tags" as record ("uid", "label", "version", "creator_uid")
        select $1::uuid, $2::text, greatest(trail.version, 0) + 1, $3::text
        from (select 1) as one
        cross join "trail?" as trail
        returning record.*
      ),
      "life?" as (
        insert into audit.life as life (resource, uid, version, at)
        select 'tags', written."uid"::text, greatest(trail.version, 0) + 1, greatest($4::timestamptz, trail.at)
        from "written?" as written
        cross join "trail?" as trail
        on conflict (resource, uid) do update
        set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
        returning life.version, life.at
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, before, after)
        select 'tags', written."uid"::text, case when life.version = greatest(trail.version, 0) + 1 then life.version end, 'create', greatest($4::timestamptz, trail.at), $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::text, $13::jsonb, 1,
          null,
          jsonb_build_object('uid', written."uid", 'label', written."label", 'version', written."version", 'creator_uid', written."creator_uid")
        from (select 1) as one
        left join "written?" as written on true
        left join "life?" as life on true
        cross join "trail?" as trail
      )
      select written."uid", written."label", written."version", written."creator_uid",
        true, null, 'create'
      from "written?" as written"
    `)
  })

  test("for a create judges the new values, writes the row, counts it where it does not, and records", () => {
    const { text, values } = compile(create(Tags, { label: "new" }, uid))
    expect(text).toMatchInlineSnapshot(`
      "with "written?" as (
        insert into "shelf"."tags" as record ("uid", "label", "version", "creator_uid")
        select $1::uuid, $2::text, 1, $3::text
        from (select 1) as one
        returning record.*
      ),
      "life?" as (
        insert into audit.life as life (resource, uid, version, at)
        select 'tags', written."uid"::text, 1, $4::timestamptz
        from "written?" as written
        on conflict (resource, uid) do update
        set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
        returning life.version, life.at
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'tags', written."uid"::text, case when life.version = 1 then life.version end, 'create', $4::timestamptz, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::text, $13::jsonb, 1,
          jsonb_build_object('uid', written."uid", 'label', written."label", 'version', written."version", 'creator_uid', written."creator_uid")
        from (select 1) as one
        left join "written?" as written on true
        left join "life?" as life on true
      )
      select written."uid", written."label", written."version", written."creator_uid",
        true, null, 'create'
      from "written?" as written"
    `)
    assert.deepStrictEqual(values, [uid, "new", owner, instant, ann.actor, ...unsaid])
  })

  test("for an update judges the locked record, writes it where it changes, and records", () => {
    const { text, values } = compile(update(Drafts, uid, { title: "old", code: "x" }, { match: ["3"] }))
    expect(text).toMatchInlineSnapshot(`
      "with "locked?" as materialized (
        select record.*, nullif(array_to_string(array[case when record."code" collate "C" is distinct from $1::text collate "C" then 'code' end], ','), '') as "immutable?", case
          when (record."creator_uid" = $2::text) is not true then 'NotPermitted'
          when not (coalesce(record."version"::text = any($3::text[]), false)) then 'VersionMismatch'
          when nullif(array_to_string(array[case when record."code" collate "C" is distinct from $1::text collate "C" then 'code' end], ','), '') is not null then 'FieldImmutable'
          when record."title" collate "C" is not distinct from $4::text collate "C" then 'unchanged'
          else 'update'
        end as "verdict?"
        from "shelf"."drafts" as record
        where record."uid" = $5::uuid and record."creator_uid" = $6::text
        for no key update of record
      ),
      "written?" as (
        update "shelf"."drafts" as record
        set "title" = $4::text,
          "version" = record."version" + 1,
          "last_updated_at" = greatest($7::timestamptz, record."last_updated_at")
        where record."uid" = $5::uuid
          and exists (select from "locked?" as locked where locked."verdict?" = 'update')
        returning record.*
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'drafts', case when written."uid" = $5::uuid then written."uid"::text end, case when written."version" > 0 then written."version" end, 'update', greatest($7::timestamptz, written."last_updated_at", locked."last_updated_at"), $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::jsonb, 1,
          jsonb_build_object('uid', written."uid", 'title', written."title", 'code', written."code", 'version', written."version", 'last_updated_at', rtrim(rtrim(to_char(written."last_updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z', 'creator_uid', written."creator_uid")
        from "locked?" as locked
        left join "written?" as written on true
        where locked."verdict?" = 'update'
      )
      select written."uid", written."title", written."code", written."version", written."last_updated_at", written."creator_uid",
        (written."creator_uid" = $6::text) is true, null, 'update'
      from "written?" as written
      union all
      select locked."uid", locked."title", locked."code", locked."version", locked."last_updated_at", locked."creator_uid",
        (locked."creator_uid" = $6::text) is true, locked."immutable?", locked."verdict?"
      from "locked?" as locked
      where locked."verdict?" <> 'update'"
    `)
    assert.deepStrictEqual(values, ["x", owner, ["3"], "old", uid, owner, instant, ann.actor, ...unsaid])
  })

  test("for an update of a table that does not count itself counts before it writes", () => {
    const { text, values } = compile(update(Tags, uid, { label: "old" }, { match: ["3"] }))
    expect(text).toMatchInlineSnapshot(`
      "with "locked?" as materialized (
        select record.*, case
          when (record."creator_uid" = $1::text) is not true then 'NotPermitted'
          when not (coalesce(record."version"::text = any($2::text[]), false)) then 'VersionMismatch'
          when record."label" collate "C" is not distinct from $3::text collate "C" then 'unchanged'
          else 'update'
        end as "verdict?"
        from "shelf"."tags" as record
        where record."uid" = $4::uuid
        for no key update of record
      ),
      "life?" as (
        insert into audit.life as life (resource, uid, version, at)
        select 'tags', locked."uid"::text, locked."version" + 1, $5::timestamptz
        from "locked?" as locked
        where locked."verdict?" = 'update'
        on conflict (resource, uid) do update
        set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
        returning life.version, life.at
      ),
      "written?" as (
        update "shelf"."tags" as record
        set "label" = $3::text,
          "version" = life.version
        from "life?" as life
        where record."uid" = $4::uuid
          and exists (select from "locked?" as locked where locked."verdict?" = 'update')
        returning record.*
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'tags', case when written."uid" = $4::uuid then written."uid"::text end, case when life.version > 0 then life.version end, 'update', life.at, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::jsonb, 1,
          jsonb_build_object('uid', written."uid", 'label', written."label", 'version', written."version", 'creator_uid', written."creator_uid")
        from "locked?" as locked
        left join "written?" as written on true
        cross join "life?" as life
        where locked."verdict?" = 'update'
      )
      select written."uid", written."label", written."version", written."creator_uid",
        true, null, 'update'
      from "written?" as written
      union all
      select locked."uid", locked."label", locked."version", locked."creator_uid",
        true, null, locked."verdict?"
      from "locked?" as locked
      where locked."verdict?" <> 'update'"
    `)
    assert.deepStrictEqual(values, [owner, ["3"], "old", uid, instant, ann.actor, ...unsaid])
  })

  test("for a replace writes over what is there, or goes on from the tombstone", () => {
    const { text, values } = compile(replace(Tags, uid, { label: "old" }))
    expect(text).toMatchInlineSnapshot(`
      "with "locked?" as materialized (
        select record.*, case
          when (record."creator_uid" = $1::text) is not true then 'NotPermitted'
          else 'replace'
        end as "verdict?"
        from "shelf"."tags" as record
        where record."uid" = $2::uuid
        for no key update of record
      ),
      "absent?" as materialized (
        select greatest(known.version, 0) + 1 as "version?",
          greatest($3::timestamptz, known.at) as "at?", 'create' as "verdict?"
        from (select 1) as one
        left join audit.life as known on known.resource = 'tags' and known.uid = $2::uuid::text
        where not exists (select from "locked?")
      ),
      "made?" as (
        insert into "shelf"."tags" as record ("uid", "label", "version", "creator_uid")
        select $2::uuid, $4::text, absent."version?", $5::text
        from "absent?" as absent
        where absent."verdict?" = 'create'
        on conflict ("uid") do nothing
        returning record.*
      ),
      "life?" as (
        insert into audit.life as life (resource, uid, version, at)
        select 'tags', made."uid"::text, absent."version?", absent."at?"
        from "made?" as made
        cross join "absent?" as absent
        union all
        select 'tags', locked."uid"::text, locked."version" + 1, $3::timestamptz
        from "locked?" as locked
        where locked."verdict?" = 'replace'
        on conflict (resource, uid) do update
        set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
        returning life.version, life.at
      ),
      "replaced?" as (
        update "shelf"."tags" as record
        set "label" = $4::text,
          "version" = life.version
        from "life?" as life
        where record."uid" = $2::uuid
          and exists (select from "locked?" as locked where locked."verdict?" = 'replace')
        returning record.*
      ),
      "written?" as (
        select made."uid", made."label", made."version", made."creator_uid",
          'create' as "operation?",
          case when life.version = absent."version?" then life.version end as "version?",
          absent."at?"
        from "made?" as made
        cross join "life?" as life
        cross join "absent?" as absent
        union all
        select replaced."uid", replaced."label", replaced."version", replaced."creator_uid",
          'replace', case when life.version > 0 then life.version end, life.at
        from "locked?" as locked
        left join "replaced?" as replaced on true
        cross join "life?" as life
        where locked."verdict?" = 'replace'
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'tags', case when written."uid" = $2::uuid then written."uid"::text end, written."version?", written."operation?", written."at?", $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::jsonb, 1,
          jsonb_build_object('uid', written."uid", 'label', written."label", 'version', written."version", 'creator_uid', written."creator_uid")
        from "written?" as written
      )
      select written."uid", written."label", written."version", written."creator_uid",
        true, null, coalesce(
          written."operation?",
          locked."verdict?",
          case absent."verdict?" when 'create' then 'Raced' else absent."verdict?" end
        )
      from (select 1) as one
      left join "locked?" as locked on true
      left join "absent?" as absent on true
      left join "written?" as written on true"
    `)
    assert.deepStrictEqual(values, [owner, uid, instant, "old", owner, ann.actor, ...unsaid])
  })

  test("for a careful replace asks the trail too, and keeps what it met", () => {
    const { text, values } = compile(replace(Drafts, uid, { title: "old", code: "x" }), "careful")
    expect(text).toMatchInlineSnapshot(`
      "with "locked?" as materialized (
        select record.*, nullif(array_to_string(array[case when record."code" collate "C" is distinct from $1::text collate "C" then 'code' end], ','), '') as "immutable?", case
          when (record."creator_uid" = $2::text) is not true then 'Conflict'
          when (record."creator_uid" = $3::text) is not true then 'NotPermitted'
          when nullif(array_to_string(array[case when record."code" collate "C" is distinct from $1::text collate "C" then 'code' end], ','), '') is not null then 'FieldImmutable'
          else 'replace'
        end as "verdict?"
        from "shelf"."drafts" as record
        where record."uid" = $4::uuid
        for no key update of record
      ),
      "trail?" as materialized (
        select max(known.version) as version, max(known.at) as at
        from (
          select change.version, change.at
          from audit.change as change
          where change.resource = 'drafts' and change.uid = $4::uuid::text
          union all
          select life.version, life.at
          from audit.life as life
          where life.resource = 'drafts' and life.uid = $4::uuid::text
        ) as known
      ),
      "image?" as (
        select change.after, change.sealed
        from audit.change as change
        where change.resource = 'drafts' and change.uid = $4::uuid::text and change.after is not null
        order by change.version desc
        limit 1
      ),
      "absent?" as materialized (
        select greatest(known.version, 0) + 1 as "version?",
          greatest($5::timestamptz, known.at) as "at?", case
          when exists (select from "image?" as image where ((image.after ->> 'creator_uid') = $2::text) is not true) then 'Conflict'
          else 'create'
        end as "verdict?"
        from (select 1) as one
        left join "trail?" as known on true
        where not exists (select from "locked?")
      ),
      "made?" as (
        insert into "shelf"."drafts" as record ("uid", "title", "code", "version", "last_updated_at", "creator_uid")
        select $4::uuid, $6::text, $1::text, absent."version?", absent."at?", $7::text
        from "absent?" as absent
        where absent."verdict?" = 'create'
        on conflict ("uid") do nothing
        returning record.*
      ),
      "life?" as (
        insert into audit.life as life (resource, uid, version, at)
        select 'drafts', made."uid"::text, absent."version?", absent."at?"
        from "made?" as made
        cross join "absent?" as absent
        on conflict (resource, uid) do update
        set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
        returning life.version, life.at
      ),
      "adopted?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'drafts', locked."uid"::text, greatest(locked."version", 1), 'adopt', greatest($5::timestamptz, locked."last_updated_at", trail.at), $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::jsonb, 1,
          jsonb_build_object('uid', locked."uid", 'title', locked."title", 'code', locked."code", 'version', locked."version", 'last_updated_at', rtrim(rtrim(to_char(locked."last_updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z', 'creator_uid', locked."creator_uid")
        from "locked?" as locked
        cross join "trail?" as trail
        where locked."verdict?" = 'replace' and trail.version is null
      ),
      "replaced?" as (
        update "shelf"."drafts" as record
        set "title" = $6::text,
          "version" = greatest(record."version", coalesce(trail.version, 1), 0) + 1,
          "last_updated_at" = greatest($5::timestamptz, record."last_updated_at", trail.at)
        from "trail?" as trail
        where record."uid" = $4::uuid
          and exists (select from "locked?" as locked where locked."verdict?" = 'replace')
        returning record.*
      ),
      "written?" as (
        select made."uid", made."title", made."code", made."version", made."last_updated_at", made."creator_uid",
          'create' as "operation?",
          case when life.version = absent."version?" then life.version end as "version?",
          absent."at?"
        from "made?" as made
        cross join "life?" as life
        cross join "absent?" as absent
        union all
        select replaced."uid", replaced."title", replaced."code", replaced."version", replaced."last_updated_at", replaced."creator_uid",
          'replace', case when replaced."version" > 0 then replaced."version" end, greatest($5::timestamptz, replaced."last_updated_at", locked."last_updated_at", trail.at)
        from "locked?" as locked
        left join "replaced?" as replaced on true
        cross join "trail?" as trail
        where locked."verdict?" = 'replace'
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, before, after)
        select 'drafts', case when written."uid" = $4::uuid then written."uid"::text end, written."version?", written."operation?", written."at?", $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::jsonb, 1,
          (select jsonb_build_object('uid', locked."uid", 'title', locked."title", 'code', locked."code", 'version', locked."version", 'last_updated_at', rtrim(rtrim(to_char(locked."last_updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z', 'creator_uid', locked."creator_uid") from "locked?" as locked),
          jsonb_build_object('uid', written."uid", 'title', written."title", 'code', written."code", 'version', written."version", 'last_updated_at', rtrim(rtrim(to_char(written."last_updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z', 'creator_uid', written."creator_uid")
        from "written?" as written
      )
      select written."uid", written."title", written."code", written."version", written."last_updated_at", written."creator_uid",
        (written."creator_uid" = $2::text) is true, locked."immutable?", coalesce(
          written."operation?",
          locked."verdict?",
          case absent."verdict?" when 'create' then 'Raced' else absent."verdict?" end
        )
      from (select 1) as one
      left join "locked?" as locked on true
      left join "absent?" as absent on true
      left join "written?" as written on true"
    `)
    assert.deepStrictEqual(values, ["x", owner, owner, uid, instant, "old", owner, ann.actor, ...unsaid])
  })

  test("for a replace has each value of the body once, however often it is used", () => {
    const body = {
      title: "Emma",
      isbn: "0141439580",
      price: "1.5",
      tags: ["a"],
      details: { a: 1 },
      secret: "x"
    }
    const { values } = compile(replace(Books, uid, body))
    for (const value of ["Emma", "0141439580", "1.5", '{"a"}', '{"a":1}', "x"])
      assert.lengthOf(
        values.filter((sent) => JSON.stringify(sent) === JSON.stringify(value)),
        1
      )
  })

  test("for a delete leaves the tombstone before the row goes, and records", () => {
    const { text, values } = compile(remove(Tags, uid))
    expect(text).toMatchInlineSnapshot(`
      "with "locked?" as materialized (
        select record.*, case
          when (record."creator_uid" = $1::text) is not true then 'NotPermitted'
          else 'delete'
        end as "verdict?"
        from "shelf"."tags" as record
        where record."uid" = $2::uuid
        for update of record
      ),
      "life?" as (
        insert into audit.life as life (resource, uid, version, at)
        select 'tags', locked."uid"::text, locked."version" + 1, $3::timestamptz
        from "locked?" as locked
        where locked."verdict?" = 'delete'
        on conflict (resource, uid) do update
        set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
        returning life.version, life.at
      ),
      "deleted?" as (
        delete from "shelf"."tags" as record
        where record."uid" = $2::uuid
          and exists (select from "life?")
        returning record."uid"
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'tags', deleted."uid"::text, case when life.version > 0 then life.version end, 'delete', life.at, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::jsonb, 1,
          null
        from "life?" as life
        left join "deleted?" as deleted on true
      )
      select locked."uid", locked."label", locked."version", locked."creator_uid",
        true, null, locked."verdict?"
      from "locked?" as locked"
    `)
    assert.deepStrictEqual(values, [owner, uid, instant, ann.actor, ...unsaid])
  })

  test("for a history is a page of changes, of a record that the caller sees or saw last", () => {
    const { text, values } = compile(history(Tags, uid))
    expect(text).toMatchInlineSnapshot(`
      "with "present?" as materialized (
        select true as "seen?", true as "allowed?"
        from "shelf"."tags" as record
        where record."uid" = $1::uuid
      ),
      "image?" as (
        select change.after, change.sealed
        from audit.change as change
        where change.resource = 'tags' and change.uid = $1::uuid::text and change.after is not null
        order by change.version desc
        limit 1
      ),
      "judged?" as materialized (
        select present."seen?", present."allowed?"
        from "present?" as present
        union all
        select true, true
        from "image?" as image
        where not exists (select from "present?")
      )
      select change.uid, change.version, change.op, rtrim(rtrim(to_char(change.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z', change.actor, change.on_behalf_of, change.issuer, change.request_id, change.client_request_id, change.trace_id, change.via, change.reason, change.metadata, change.before, change.after, change.sealed, change."was?", change."was sealed?", change."erased?", judged."allowed?"
      from "judged?" as judged
      left join (
        select change.uid, change.version, change.op, change.at, change.actor, change.on_behalf_of, change.issuer, change.request_id, change.client_request_id, change.trace_id, change.via, change.reason, change.metadata, change.before as before, change.after as after, change.sealed as sealed, null::jsonb as "was?", null::jsonb as "was sealed?", false as "erased?"
        from audit.change as change
        where change.resource = 'tags' and change.uid = $1::uuid::text
        order by change.version desc
        limit $2::bigint offset $3::bigint
      ) as change on judged."allowed?"
      where judged."seen?"
      order by change.version desc"
    `)
    assert.deepStrictEqual(values, [uid, 101, 0])
  })

  test("for a history that a rule guards is each change whose image the caller sees", () => {
    const { text, values } = compile(history(Drafts, uid))
    expect(text).toMatchInlineSnapshot(`
      "with "present?" as materialized (
        select (record."creator_uid" = $1::text) is true as "seen?", (record."creator_uid" = $2::text) is true as "allowed?"
        from "shelf"."drafts" as record
        where record."uid" = $3::uuid
      ),
      "image?" as (
        select change.after, change.sealed
        from audit.change as change
        where change.resource = 'drafts' and change.uid = $3::uuid::text and change.after is not null
        order by change.version desc
        limit 1
      ),
      "judged?" as materialized (
        select present."seen?", present."allowed?"
        from "present?" as present
        union all
        select ((image.after ->> 'creator_uid') = $1::text) is true, ((image.after ->> 'creator_uid') = $2::text) is true
        from "image?" as image
        where not exists (select from "present?")
      )
      select change.uid, change.version, change.op, rtrim(rtrim(to_char(change.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z', change.actor, change.on_behalf_of, change.issuer, change.request_id, change.client_request_id, change.trace_id, change.via, change.reason, change.metadata, change.before, change.after, change.sealed, change."was?", change."was sealed?", change."erased?", judged."allowed?"
      from "judged?" as judged
      left join (
        select change.uid, change.version, change.op, change.at, change.actor, change.on_behalf_of, change.issuer, change.request_id, change.client_request_id, change.trace_id, change.via, change.reason, change.metadata, (
          select image.after
          from (select change.before as after, null::jsonb as sealed) as image
          where (image.after ->> 'creator_uid') = $1::text
        ) as before, change.after as after, change.sealed as sealed, null::jsonb as "was?", null::jsonb as "was sealed?", false as "erased?"
        from audit.change as change
        where change.resource = 'drafts' and change.uid = $3::uuid::text
          and exists (
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
          where (image.after ->> 'creator_uid') = $1::text
        )
        order by change.version desc
        limit $4::bigint offset $5::bigint
      ) as change on judged."allowed?"
      where judged."seen?"
      order by change.version desc"
    `)
    assert.deepStrictEqual(values, [owner, owner, uid, 101, 0])
  })

  test("for a create that refers to what not everybody sees judges whether its caller does", () => {
    const body = { text: "new", draft_uid: other, after_uid: null }
    const { text, values } = compile(create(Leaves, body, uid, ann, references))
    expect(text).toMatchInlineSnapshot(`
      "with "judged?" as materialized (
        select case
          when (($1::uuid is null or exists (
              select from "shelf"."drafts" as referred
              where referred."uid" = $1::uuid and referred."creator_uid" = $2::text
            ))
            and ($3::uuid is null or $3::uuid = $4::uuid or exists (
              select from "shelf"."leaves" as referred
              where referred."uid" = $3::uuid and referred."text" <> $5::text
            ))) is not true then 'ReferenceMissing'
          else 'create'
        end as "verdict?"
      ),
      "written?" as (
        insert into "shelf"."leaves" as record ("uid", "text", "draft_uid", "after_uid", "version", "last_updated_at")
        select $4::uuid, $6::text, $1::uuid, $3::uuid, 1, $7::timestamptz
        from "judged?" as judged
        where judged."verdict?" = 'create'
        returning record.*
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'leaves', written."uid"::text, 1, 'create', $7::timestamptz, $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::jsonb, 1,
          jsonb_build_object('uid', written."uid", 'text', written."text", 'draft_uid', written."draft_uid", 'after_uid', written."after_uid", 'version', written."version", 'last_updated_at', rtrim(rtrim(to_char(written."last_updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z')
        from "judged?" as judged
        left join "written?" as written on true
        where judged."verdict?" = 'create'
      )
      select written."uid", written."text", written."draft_uid", written."after_uid", written."version", written."last_updated_at",
        true, null, judged."verdict?"
      from "judged?" as judged
      left join "written?" as written on true"
    `)
    assert.deepStrictEqual(values, [other, owner, null, uid, "", "new", instant, ann.actor, ...unsaid])
  })

  test("for an update that refers to it does so where it refers to another than before", () => {
    const body = { text: "old", draft_uid: other }
    const { text, values } = compile(update(Leaves, uid, body, { references }))
    expect(text).toMatchInlineSnapshot(`
      "with "locked?" as materialized (
        select record.*, case
          when (($1::uuid is null or $1::uuid = record."draft_uid" or exists (
              select from "shelf"."drafts" as referred
              where referred."uid" = $1::uuid and referred."creator_uid" = $2::text
            ))) is not true then 'ReferenceMissing'
          when record."text" collate "C" is not distinct from $3::text collate "C" and record."draft_uid" is not distinct from $1::uuid then 'unchanged'
          else 'update'
        end as "verdict?"
        from "shelf"."leaves" as record
        where record."uid" = $4::uuid
        for no key update of record
      ),
      "written?" as (
        update "shelf"."leaves" as record
        set "text" = $3::text,
          "draft_uid" = $1::uuid,
          "version" = record."version" + 1,
          "last_updated_at" = greatest($5::timestamptz, record."last_updated_at")
        where record."uid" = $4::uuid
          and exists (select from "locked?" as locked where locked."verdict?" = 'update')
        returning record.*
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'leaves', case when written."uid" = $4::uuid then written."uid"::text end, case when written."version" > 0 then written."version" end, 'update', greatest($5::timestamptz, written."last_updated_at", locked."last_updated_at"), $6::text, $7::text, $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::jsonb, 1,
          jsonb_build_object('uid', written."uid", 'text', written."text", 'draft_uid', written."draft_uid", 'after_uid', written."after_uid", 'version', written."version", 'last_updated_at', rtrim(rtrim(to_char(written."last_updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z')
        from "locked?" as locked
        left join "written?" as written on true
        where locked."verdict?" = 'update'
      )
      select written."uid", written."text", written."draft_uid", written."after_uid", written."version", written."last_updated_at",
        true, null, 'update'
      from "written?" as written
      union all
      select locked."uid", locked."text", locked."draft_uid", locked."after_uid", locked."version", locked."last_updated_at",
        true, null, locked."verdict?"
      from "locked?" as locked
      where locked."verdict?" <> 'update'"
    `)
    assert.deepStrictEqual(values, [other, owner, "old", uid, instant, ann.actor, ...unsaid])
  })

  test("for a replace does so over what is there, and where there is none", () => {
    const body = { text: "old", draft_uid: other, after_uid: uid }
    const { text, values } = compile(replace(Leaves, uid, body, { references }))
    expect(text).toMatchInlineSnapshot(`
      "with "locked?" as materialized (
        select record.*, case
          when (($1::uuid is null or $1::uuid = record."draft_uid" or exists (
              select from "shelf"."drafts" as referred
              where referred."uid" = $1::uuid and referred."creator_uid" = $2::text
            ))
            and ($3::uuid is null or $3::uuid = record."after_uid" or $3::uuid = $4::uuid or exists (
              select from "shelf"."leaves" as referred
              where referred."uid" = $3::uuid and referred."text" <> $5::text
            ))) is not true then 'ReferenceMissing'
          else 'replace'
        end as "verdict?"
        from "shelf"."leaves" as record
        where record."uid" = $4::uuid
        for no key update of record
      ),
      "absent?" as materialized (
        select greatest(known.version, 0) + 1 as "version?",
          greatest($6::timestamptz, known.at) as "at?", case
          when (($1::uuid is null or exists (
              select from "shelf"."drafts" as referred
              where referred."uid" = $1::uuid and referred."creator_uid" = $2::text
            ))
            and ($3::uuid is null or $3::uuid = $4::uuid or exists (
              select from "shelf"."leaves" as referred
              where referred."uid" = $3::uuid and referred."text" <> $5::text
            ))) is not true then 'ReferenceMissing'
          else 'create'
        end as "verdict?"
        from (select 1) as one
        left join audit.life as known on known.resource = 'leaves' and known.uid = $4::uuid::text
        where not exists (select from "locked?")
      ),
      "made?" as (
        insert into "shelf"."leaves" as record ("uid", "text", "draft_uid", "after_uid", "version", "last_updated_at")
        select $4::uuid, $7::text, $1::uuid, $3::uuid, absent."version?", absent."at?"
        from "absent?" as absent
        where absent."verdict?" = 'create'
        on conflict ("uid") do nothing
        returning record.*
      ),
      "life?" as (
        insert into audit.life as life (resource, uid, version, at)
        select 'leaves', made."uid"::text, absent."version?", absent."at?"
        from "made?" as made
        cross join "absent?" as absent
        on conflict (resource, uid) do update
        set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
        returning life.version, life.at
      ),
      "replaced?" as (
        update "shelf"."leaves" as record
        set "text" = $7::text,
          "draft_uid" = $1::uuid,
          "after_uid" = $3::uuid,
          "version" = record."version" + 1,
          "last_updated_at" = greatest($6::timestamptz, record."last_updated_at")
        where record."uid" = $4::uuid
          and exists (select from "locked?" as locked where locked."verdict?" = 'replace')
        returning record.*
      ),
      "written?" as (
        select made."uid", made."text", made."draft_uid", made."after_uid", made."version", made."last_updated_at",
          'create' as "operation?",
          case when life.version = absent."version?" then life.version end as "version?",
          absent."at?"
        from "made?" as made
        cross join "life?" as life
        cross join "absent?" as absent
        union all
        select replaced."uid", replaced."text", replaced."draft_uid", replaced."after_uid", replaced."version", replaced."last_updated_at",
          'replace', case when replaced."version" > 0 then replaced."version" end, greatest($6::timestamptz, replaced."last_updated_at", locked."last_updated_at")
        from "locked?" as locked
        left join "replaced?" as replaced on true
        where locked."verdict?" = 'replace'
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, format, after)
        select 'leaves', case when written."uid" = $4::uuid then written."uid"::text end, written."version?", written."operation?", written."at?", $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::jsonb, 1,
          jsonb_build_object('uid', written."uid", 'text', written."text", 'draft_uid', written."draft_uid", 'after_uid', written."after_uid", 'version', written."version", 'last_updated_at', rtrim(rtrim(to_char(written."last_updated_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z')
        from "written?" as written
      )
      select written."uid", written."text", written."draft_uid", written."after_uid", written."version", written."last_updated_at",
        true, null, coalesce(
          written."operation?",
          locked."verdict?",
          case absent."verdict?" when 'create' then 'Raced' else absent."verdict?" end
        )
      from (select 1) as one
      left join "locked?" as locked on true
      left join "absent?" as absent on true
      left join "written?" as written on true"
    `)
    assert.deepStrictEqual(values, [other, owner, uid, uid, "", instant, "old", ann.actor, ...unsaid])
  })
})
