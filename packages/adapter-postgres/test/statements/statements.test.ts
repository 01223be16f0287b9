/** What is sent for each command of a small resource, to be read. */
import { Access, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { assert, describe, expect, test } from "vitest"
import { makeCompile } from "../../src/statements/compile.ts"
import { ann, create, get, history, instant, list, remove, replace, update, where } from "../commands.ts"

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
      `"select b."uid", b."label", b."version", b."creator_uid" from "shelf"."tags" b where b."uid" = $1::uuid"`
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
      "with v as materialized (select 'create' as "verdict?"),
      w as (insert into "shelf"."tags" as b ("uid", "label", "version", "creator_uid") select $1::uuid, $2::text, 1, $3::text from v where v."verdict?" = 'create' returning b.*),
      t as (insert into audit.life as t (resource, uid, version, at)
        select 'tags', w."uid"::text, 1, $4::timestamptz from w
        on conflict (resource, uid) do update set version = greatest(excluded.version, t.version + 1), at = greatest(excluded.at, t.at) returning t.version, t.at),
      l as (insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
        select 'tags', w."uid"::text, case when t.version = 1 then t.version end, 'create', $4::timestamptz, $5::text, $6::text, jsonb_build_object('uid', w."uid", 'label', w."label", 'version', w."version", 'creator_uid', w."creator_uid")
        from v left join w on true left join t on true where v."verdict?" = 'create')
      select w."uid", w."label", w."version", w."creator_uid", true, null, v."verdict?" from v left join w on true"
    `)
    assert.deepStrictEqual(values, [uid, "new", "ann", instant, ann.subject, "r-ann"])
  })

  test("Update", () => {
    const { text, values } = compile(update(Tags, uid, { label: "old" }, { match: ["3"] }))
    expect(text).toMatchInlineSnapshot(`
      "with v as materialized (select b.*, null as "immutable?", case
          when (b."creator_uid" = $1::text) is not true then 'NotPermitted'
          when not (coalesce(b."version"::text = any($2::text[]), false) and true) then 'VersionMismatch'
          when b."label" is not distinct from $3::text then 'unchanged'
          else 'update'
        end as "verdict?"
        from "shelf"."tags" b where b."uid" = $4::uuid for no key update of b),
      t as (insert into audit.life as t (resource, uid, version, at)
        select 'tags', n.uid, n.version, n.at from (select v."uid"::text as uid, v."version" + 1 as version, $5::timestamptz as at
        from v where v."verdict?" = 'update') n
        on conflict (resource, uid) do update set version = greatest(excluded.version, t.version + 1), at = greatest(excluded.at, t.at) returning t.version, t.at),
      w as (update "shelf"."tags" b set "label" = $3::text, "version" = t.version from v, t where b."uid" = v."uid" and v."verdict?" = 'update' returning b.*),
      l as (insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
        select 'tags', w."uid"::text, t.version, 'update', t.at, $6::text, $7::text, jsonb_build_object('uid', w."uid", 'label', w."label", 'version', w."version", 'creator_uid', w."creator_uid")
        from v left join w on true, t where v."verdict?" = 'update')
      select f."uid", f."label", f."version", f."creator_uid", true, v."immutable?", v."verdict?" from v left join lateral
        (select w."uid", w."label", w."version", w."creator_uid" from w union all select v."uid", v."label", v."version", v."creator_uid" where v."verdict?" = 'unchanged') f on true"
    `)
    assert.includeDeepMembers(values, [uid, "old", ["3"], "ann", instant, "r-ann"])
  })

  test("Replace", () => {
    expect(compile(replace(Tags, uid, { label: "old" })).text).toMatchInlineSnapshot(`
      "with v as materialized (select b.*, null as "immutable?", case
          when (b."creator_uid" = $1::text) is not true then 'NotPermitted'
          else 'replace'
        end as "verdict?"
        from "shelf"."tags" b where b."uid" = $2::uuid for no key update of b),
      a as materialized (select greatest(p.version, 0) + 1 as "next?", greatest($3::timestamptz, p.at) as "at?", 'create' as "verdict?"
        from (select 1) one left join (select c.version, c.at from audit.life c where c.resource = 'tags' and c.uid = $2::uuid::text and not exists (select from v)) p on true where not exists (select from v)),
      i as (insert into "shelf"."tags" as b ("uid", "label", "version", "creator_uid") select $2::uuid, $4::text, a."next?", $5::text from a where a."verdict?" = 'create' on conflict ("uid") do nothing returning b.*),
      t as (insert into audit.life as t (resource, uid, version, at)
        select 'tags', n.uid, n.version, n.at from (select i."uid"::text as uid, a."next?" as version, a."at?" as at from i, a union all select v."uid"::text as uid, v."version" + 1 as version, $3::timestamptz as at
        from v where v."verdict?" = 'replace') n
        on conflict (resource, uid) do update set version = greatest(excluded.version, t.version + 1), at = greatest(excluded.at, t.at) returning t.version, t.at),
      u as (update "shelf"."tags" b set "label" = $6::text, "version" = t.version from v, t where b."uid" = v."uid" and v."verdict?" = 'replace' returning b.*),
      w as (select i."uid", i."label", i."version", i."creator_uid", 'create' as "op?", case when t.version = a."next?" then t.version end as "version?", a."at?" from i, t, a
        union all select u."uid", u."label", u."version", u."creator_uid", 'replace', t.version, t.at from v left join u on true, t where v."verdict?" = 'replace'),
      l as (insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
        select 'tags', w."uid"::text, w."version?", w."op?", w."at?", $7::text, $8::text, jsonb_build_object('uid', w."uid", 'label', w."label", 'version', w."version", 'creator_uid', w."creator_uid")
        from w)
      select w."uid", w."label", w."version", w."creator_uid", true, v."immutable?", coalesce(w."op?", v."verdict?", case a."verdict?" when 'create' then 'Raced' else a."verdict?" end)
      from (select 1) one left join v on true left join a on true left join w on true"
    `)
  })

  test("Delete", () => {
    expect(compile(remove(Tags, uid)).text).toMatchInlineSnapshot(`
      "with v as materialized (select b.*, case
          when (b."creator_uid" = $1::text) is not true then 'NotPermitted'
          else 'delete'
        end as "verdict?"
        from "shelf"."tags" b where b."uid" = $2::uuid for update of b),
      t as (insert into audit.life as t (resource, uid, version, at)
        select 'tags', v."uid"::text, v."version" + 1, $3::timestamptz from v where v."verdict?" = 'delete'
        on conflict (resource, uid) do update set version = greatest(excluded.version, t.version + 1), at = greatest(excluded.at, t.at) returning t.version, t.at),
      g as (delete from "shelf"."tags" b using v, t where b."uid" = v."uid" returning b."uid"),
      l as (insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
        select 'tags', g."uid"::text, t.version, 'delete', t.at, $4::text, $5::text, null
        from v, t left join g on true)
      select v."uid", v."label", v."version", v."creator_uid", true, null, v."verdict?" from v"
    `)
  })

  test("History", () => {
    expect(compile(history(Tags, uid)).text).toMatchInlineSnapshot(`
      "with r as materialized (select true as "seen?", true as "allowed?" from "shelf"."tags" b where b."uid" = $1::uuid),
      s as materialized (select r.* from r union all select true, true from (select c.after from audit.change c where c.resource = 'tags' and c.uid = $1::uuid::text and c.after is not null order by c.version desc limit 1) d where not exists (select from r))
      select h.uid, h.version, h.op, rtrim(rtrim(to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z', h.actor, h.request_id, h.after, s."allowed?"
      from s left join lateral (select c.uid, c.version, c.op, c.at, c.actor, c.request_id, c.after from audit.change c where c.resource = 'tags' and c.uid = $1::uuid::text order by c.version desc
        limit $2::bigint offset $3::bigint) h on s."allowed?"
      where s."seen?" order by h.version desc"
    `)
  })
})
