/** What is sent for each command of a small resource, to be read. */
import { Access, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { assert, describe, expect, test } from "vitest"
import { makeCompile } from "../src/compile.ts"
import { ann, create, get, history, instant, list, remove, replace, update, where } from "./commands.ts"

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
  test("Get", () => {
    const { text, values } = compile(get(Tags, uid))
    expect(text).toMatchInlineSnapshot(
      `"select b."uid", b."label", b."version", b."creator_uid" from "shelf"."tags" b where b."uid" = $1::uuid and true"`
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
      `"select b."uid", b."label", b."version", b."creator_uid" from "shelf"."tags" b where b."label" = $1::text order by b."label" desc nulls last, b."uid" limit $2::bigint offset $3::bigint"`
    )
    assert.deepStrictEqual(values, ["new", 20, 0])
  })

  test("List with a count", () => {
    expect(compile(list(Tags, { count: true })).text).toMatchInlineSnapshot(
      `"select p.*, t.n from (select count(*) as n from "shelf"."tags" b) t left join lateral (select b."uid", b."label", b."version", b."creator_uid", row_number() over (order by b."uid") as "row?" from "shelf"."tags" b order by b."uid" limit $1::bigint offset $2::bigint) p on true order by p."row?""`
    )
  })

  test("Create", () => {
    const { text, values } = compile(create(Tags, { label: "new" }, uid))
    expect(text).toMatchInlineSnapshot(`
      "with made as (insert into "shelf"."tags" ("uid", "label", "version", "creator_uid") select $1::uuid, $2::text, 1, $3::text where true returning *),
      logged as (insert into audit.change (resource, uid, version, op, at, actor, request_id, after, pos)
        select 'tags', n."uid"::text, 1, 'create', $4::timestamptz, $5::text, $6::text, jsonb_build_object('uid', n."uid", 'label', n."label", 'version', n."version", 'creator_uid', n."creator_uid"), pg_current_xact_id()
        from made n)
      select n."uid", n."label", n."version", n."creator_uid", (true) is true from made n"
    `)
    assert.deepStrictEqual(values, [uid, "new", "ann", instant, ann.subject, "r-ann"])
  })

  test("Update", () => {
    const { text, values } = compile(update(Tags, uid, { label: "old" }, { match: ["3"] }))
    expect(text).toMatchInlineSnapshot(`
      "with snap as materialized (select b.ctid as "at?" from "shelf"."tags" b where b."uid" = $1::uuid),
      target as materialized (select b.ctid as "at?", b.* from "shelf"."tags" b where b."uid" = $1::uuid and true for no key update of b),
      prev as materialized (select c.version, c.at, c.pos from audit.change c
        where c.resource = 'tags' and c.uid = $1::uuid::text order by c.at desc, c.version desc limit 1),
      judged as materialized (select v.*, null::text as "immutable?", s."at?" as "snap?", p.version as "prevVersion?", p.at as "prevAt?", p.pos as "pos?"
        from target v left join snap s on true left join prev p on true),
      verdict as materialized (select v.*, case when not (v."creator_uid" = $2::text) is true then 'NotPermitted' when not (coalesce(v."version"::text = any($3::text[]), false) and true) then 'VersionMismatch'
        when v."immutable?" is not null then 'FieldImmutable' when not (true) is true then 'NewValuesRefused'
        when not (v."label" is distinct from $4::text) then 'unchanged' when v."snap?" is distinct from v."at?" then 'Raced' else 'written' end as "verdict?" from judged v),
      written as (update "shelf"."tags" b set "label" = $4::text, "version" = v."version" + 1 from verdict v where b."uid" = v."uid" and v."verdict?" = 'written' returning b.*),
      logged as (insert into audit.change (resource, uid, version, op, at, actor, request_id, after, pos)
        select 'tags', w."uid"::text, w."version", 'update', greatest($5::timestamptz, v."prevAt?"), $6::text, $7::text, jsonb_build_object('uid', w."uid", 'label', w."label", 'version', w."version", 'creator_uid', w."creator_uid"), greatest(pg_current_xact_id(), v."pos?")
        from written w, verdict v),
      final as (select "uid", "label", "version", "creator_uid" from written union all select "uid", "label", "version", "creator_uid" from verdict v where v."verdict?" = 'unchanged')
      select f."uid", f."label", f."version", f."creator_uid", (true) is true, v."immutable?", v."verdict?" from verdict v left join final f on true"
    `)
    assert.includeDeepMembers(values, [uid, "old", ["3"], "ann", instant, "r-ann"])
  })

  test("Replace", () => {
    expect(compile(replace(Tags, uid, { label: "old" })).text).toMatchInlineSnapshot(`
      "with snap as materialized (select b.ctid as "at?" from "shelf"."tags" b where b."uid" = $1::uuid),
      target as materialized (select b.ctid as "at?", b.* from "shelf"."tags" b where b."uid" = $1::uuid for no key update of b),
      prev as materialized (select c.version, c.at, c.pos from audit.change c
        where c.resource = 'tags' and c.uid = $1::uuid::text order by c.at desc, c.version desc limit 1),
      judged as materialized (select v.*, s."at?" as "snap?", p.version as "prevVersion?", p.at as "prevAt?", p.pos as "pos?", null::text as "immutable?"
        from (select 1) one left join target v on true left join snap s on true left join prev p on true),
      verdict as materialized (select v.*, case when v."uid" is null then case when v."snap?" is not null then 'Raced' when not true then 'VersionMismatch'
        when false then 'Conflict' when not (true) is true then 'NewValuesRefused' else 'create' end else case when not (true) is true then 'Conflict' when not (v."creator_uid" = $2::text) is true then 'NotPermitted' when not (true and true) then 'VersionMismatch'
        when v."immutable?" is not null then 'FieldImmutable' when not (true) is true then 'NewValuesRefused' when v."snap?" is distinct from v."at?" then 'Raced' else 'replace' end end as "verdict?" from judged v),
      inserted as (insert into "shelf"."tags" ("uid", "label", "version", "creator_uid") select $3::uuid, $4::text, coalesce(v."prevVersion?", 0) + 1, $5::text from verdict v where v."verdict?" = 'create' on conflict ("uid") do nothing returning *),
      updated as (update "shelf"."tags" b set "label" = $6::text, "version" = v."version" + 1 from verdict v where b."uid" = v."uid" and v."verdict?" = 'replace' returning b.*),
      written as (select "uid", "label", "version", "creator_uid" from inserted union all select "uid", "label", "version", "creator_uid" from updated),
      logged as (insert into audit.change (resource, uid, version, op, at, actor, request_id, after, pos)
        select 'tags', w."uid"::text, w."version", v."verdict?", greatest($7::timestamptz, v."prevAt?"), $8::text, $9::text, jsonb_build_object('uid', w."uid", 'label', w."label", 'version', w."version", 'creator_uid', w."creator_uid"), greatest(pg_current_xact_id(), v."pos?")
        from written w, verdict v)
      select w."uid", w."label", w."version", w."creator_uid", (true) is true, v."immutable?", v."verdict?" from verdict v left join written w on true"
    `)
  })

  test("Delete", () => {
    expect(compile(remove(Tags, uid)).text).toMatchInlineSnapshot(`
      "with snap as materialized (select b.ctid as "at?" from "shelf"."tags" b where b."uid" = $1::uuid),
      target as materialized (select b.ctid as "at?", b.* from "shelf"."tags" b where b."uid" = $1::uuid and true for update of b),
      prev as materialized (select c.version, c.at, c.pos from audit.change c
        where c.resource = 'tags' and c.uid = $1::uuid::text order by c.at desc, c.version desc limit 1),
      verdict as materialized (select v.*, p.version as "prevVersion?", p.at as "prevAt?", p.pos as "pos?", case when not (v."creator_uid" = $2::text) is true then 'NotPermitted'
        when not (true and true) then 'VersionMismatch' when s."at?" is distinct from v."at?" then 'Raced' else 'deleted' end as "verdict?"
        from target v left join snap s on true left join prev p on true),
      gone as (delete from "shelf"."tags" b using verdict v where b."uid" = v."uid" and v."verdict?" = 'deleted' returning b.*),
      logged as (insert into audit.change (resource, uid, version, op, at, actor, request_id, after, pos)
        select 'tags', g."uid"::text, g."version" + 1, 'delete', greatest($3::timestamptz, v."prevAt?"), $4::text, $5::text, null, greatest(pg_current_xact_id(), v."pos?")
        from gone g, verdict v)
      select v."uid", v."label", v."version", v."creator_uid", v."verdict?" from verdict v"
    `)
  })

  test("History", () => {
    expect(compile(history(Tags, uid)).text).toMatchInlineSnapshot(`
      "with present as materialized (select b.* from "shelf"."tags" b where b."uid" = $1::uuid),
      entries as materialized (select c.*, lag(c.after) over (order by c.at, c.version) as before_it from audit.change c where c.resource = 'tags' and c.uid = $1::uuid::text),
      last as materialized (select e.after from entries e where e.after is not null order by e.at desc, e.version desc limit 1),
      subject as materialized (select p.* from present p union all select i.* from last l cross join lateral jsonb_populate_record(null::"shelf"."tags", l.after) i where not exists (select from present))
      select h.uid, h.version, h.op, rtrim(rtrim(to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z', h.actor, h.request_id, h.after, (true) is true
      from subject p left join lateral (select c.* from entries c where true order by c.at desc, c.version desc
        limit $2::bigint offset $3::bigint) h on (true) is true
      where true"
    `)
  })
})
