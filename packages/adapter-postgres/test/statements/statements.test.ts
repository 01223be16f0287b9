/** What is sent for each command of a small resource, to be read. */
import { Access, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { assert, describe, expect, test } from "vitest"
import { makeCompile } from "../../src/statements/compile.ts"
import { ann, create, get, history, instant, list, remove, replace, update, where } from "../commands.ts"
import { Books } from "../shelf.ts"

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

const uid = "0198a000-0000-7000-8000-000000000001"
const compile = makeCompile({ named: true })

describe("the statement of", () => {
  test("a replace has each value of the body once, however often it uses it", () => {
    const body = {
      title: "Emma",
      isbn: "0141439580",
      price: "1.5",
      tags: ["a"],
      details: { a: 1 },
      secret: "x"
    }
    const { values } = compile(replace(Books, uid, body))
    for (const value of ["Emma", "0141439580", "1.5", ["a"], '{"a":1}', "x"])
      assert.lengthOf(
        values.filter((sent) => JSON.stringify(sent) === JSON.stringify(value)),
        1
      )
  })

  test("Get", () => {
    const { text, values } = compile(get(Tags, uid))
    expect(text).toMatchInlineSnapshot(
      `
      "select record."uid", record."label", record."version", record."creator_uid"
      from "shelf"."tags" as record
      where record."uid" = $1::uuid"
    `
    )
    assert.deepStrictEqual(values, [uid])
  })

  test("List", () => {
    const { text, values } = compile(
      list(Tags, {
        filter: where("label", "eq", "new"),
        order: [{ field: "label", direction: "desc", nulls: "last" }],
        limit: 20
      })
    )
    expect(text).toMatchInlineSnapshot(
      `
      "select record."uid", record."label", record."version", record."creator_uid"
      from "shelf"."tags" as record
      where record."label" = $1::text
      order by record."label" desc nulls last, record."uid"
      limit $2::bigint offset $3::bigint"
    `
    )
    assert.deepStrictEqual(values, ["new", 20, 0])
  })

  test("List with a count", () => {
    expect(compile(list(Tags, { count: true })).text).toMatchInlineSnapshot(
      `
      "select page.*, total.count
      from (
        select count(*) as count
        from "shelf"."tags" as record
      ) as total
      left join (
        select record."uid", record."label", record."version", record."creator_uid", row_number() over (order by record."uid") as "place?"
        from "shelf"."tags" as record
        order by record."uid"
        limit $1::bigint offset $2::bigint
      ) as page on true
      order by page."place?""
    `
    )
  })

  test("Create", () => {
    const { text, values } = compile(create(Tags, { label: "new" }, uid))
    expect(text).toMatchInlineSnapshot(`
      "with "judged?" as materialized (
        select 'create' as "verdict?"
      ),
      "written?" as (
        insert into "shelf"."tags" as record ("uid", "label", "version", "creator_uid")
        select $1::uuid, $2::text, 1, $3::text
        from "judged?" as judged
        where judged."verdict?" = 'create'
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
        insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
        select 'tags', written."uid"::text, case when life.version = 1 then life.version end, 'create', $4::timestamptz, $5::text, $6::text,
          jsonb_build_object('uid', written."uid", 'label', written."label", 'version', written."version", 'creator_uid', written."creator_uid")
        from "judged?" as judged
        left join "written?" as written on true
        left join "life?" as life on true
        where judged."verdict?" = 'create'
      )
      select written."uid", written."label", written."version", written."creator_uid",
        true, null, judged."verdict?"
      from "judged?" as judged
      left join "written?" as written on true"
    `)
    assert.deepStrictEqual(values, [uid, "new", "ann", instant, ann.subject, "r-ann"])
  })

  test("Update", () => {
    const { text, values } = compile(update(Tags, uid, { label: "old" }, { match: ["3"] }))
    expect(text).toMatchInlineSnapshot(`
      "with "locked?" as materialized (
        select record.*, case
          when (record."creator_uid" = $1::text) is not true then 'NotPermitted'
          when not (coalesce(record."version"::text = any($2::text[]), false) and true) then 'VersionMismatch'
          when record."label" is not distinct from $3::text then 'unchanged'
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
        set "label" = $3::text, "version" = life.version
        from "locked?" as locked
        cross join "life?" as life
        where record."uid" = locked."uid" and locked."verdict?" = 'update'
        returning record.*
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
        select 'tags', written."uid"::text, life.version, 'update', life.at, $6::text, $7::text,
          jsonb_build_object('uid', written."uid", 'label', written."label", 'version', written."version", 'creator_uid', written."creator_uid")
        from "locked?" as locked
        left join "written?" as written on true
        cross join "life?" as life
        where locked."verdict?" = 'update'
      )
      select answer."uid", answer."label", answer."version", answer."creator_uid",
        true, null, locked."verdict?"
      from "locked?" as locked
      left join lateral (
        select written."uid", written."label", written."version", written."creator_uid" from "written?" as written
        union all
        select locked."uid", locked."label", locked."version", locked."creator_uid" where locked."verdict?" = 'unchanged'
      ) as answer on true"
    `)
    assert.includeDeepMembers(values, [uid, "old", ["3"], "ann", instant, "r-ann"])
  })

  test("Replace", () => {
    expect(compile(replace(Tags, uid, { label: "old" })).text).toMatchInlineSnapshot(`
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
        set "label" = $4::text, "version" = life.version
        from "locked?" as locked
        cross join "life?" as life
        where record."uid" = locked."uid" and locked."verdict?" = 'replace'
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
          'replace', life.version, life.at
        from "locked?" as locked
        left join "replaced?" as replaced on true
        cross join "life?" as life
        where locked."verdict?" = 'replace'
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
        select 'tags', written."uid"::text, written."version?", written."operation?", written."at?", $6::text, $7::text,
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
  })

  test("Delete", () => {
    expect(compile(remove(Tags, uid)).text).toMatchInlineSnapshot(`
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
        using "locked?" as locked
        cross join "life?" as life
        where record."uid" = locked."uid"
        returning record."uid"
      ),
      "logged?" as (
        insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
        select 'tags', deleted."uid"::text, life.version, 'delete', life.at, $4::text, $5::text,
          null
        from "locked?" as locked
        cross join "life?" as life
        left join "deleted?" as deleted on true
      )
      select locked."uid", locked."label", locked."version", locked."creator_uid",
        true, null, locked."verdict?"
      from "locked?" as locked"
    `)
  })

  test("History", () => {
    expect(compile(history(Tags, uid)).text).toMatchInlineSnapshot(`
      "with "present?" as materialized (
        select true as "seen?", true as "allowed?"
        from "shelf"."tags" as record
        where record."uid" = $1::uuid
      ),
      "image?" as (
        select change.after
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
      select change.uid, change.version, change.op, rtrim(rtrim(to_char(change.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z',
        change.actor, change.request_id, change.after, judged."allowed?"
      from "judged?" as judged
      left join (
        select change.uid, change.version, change.op, change.at, change.actor, change.request_id, change.after
        from audit.change as change
        where change.resource = 'tags' and change.uid = $1::uuid::text
        order by change.version desc
        limit $2::bigint offset $3::bigint
      ) as change on judged."allowed?"
      where judged."seen?"
      order by change.version desc"
    `)
  })
})
