// @effect-diagnostics asyncFunction:off
/** A resource over one table, which each test makes as it wants it, and what is there to look at. */
import { Field, Resource } from "@pgcrest/core"
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest"
import { connect, type Direct, makeDatabase, type Opened, openStore } from "../database.ts"
import { everyone } from "../shelf.ts"
import { type Trial, uid } from "./acts.ts"

export const fields = { title: Field.text, rank: Field.optional(Field.integer) }

/** What the tests write. */
export const Things = Resource.make("things", { table: "shelf.things", ...everyone, fields })

const audited =
  "version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text"

/** The columns of things, for a table of them. */
export const columns = `uid uuid not null, title text not null, rank integer, ${audited}`

/** The table of things; what stands beside the columns, and behind them. */
export const table = (beside = "primary key (uid)", behind = ""): string =>
  `create table shelf.things (${columns}, ${beside}) ${behind}`

/** A table under the view that is called things. */
export const baseTable = `create table shelf.base (${columns}, primary key (uid))`

/** A row of it. */
export const row = (title: string, rank: number, named: string = uid, into = "shelf.things"): string =>
  `insert into ${into} (uid, title, rank, version, created_at, last_updated_at) values ('${named}', '${title}', ${rank}, 1, '2026-01-01Z', '2026-01-01Z')`

/** The one record that each act begins with. */
export const fresh = (into = "shelf.things"): string => `delete from ${into}; ${row("old", 1, uid, into)}`

/** A function that a trigger of things calls, and the trigger: `before update … for each row`. */
export const trigger = (when: string, body: string): string =>
  `create function shelf.react() returns trigger language plpgsql as $$begin ${body} end$$;
create trigger reacts ${when} on shelf.things for each row execute function shelf.react()`

/** A database and a store of each test's own file; what a test makes in the schema is gone after it. */
export const stage = (template: string) => {
  let url: string
  let direct: Direct
  let opened: Opened
  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
  })
  beforeEach(async () => {
    await direct.query("drop schema shelf cascade; create schema shelf;")
    opened = await openStore({ url, connections: 2 })
  })
  afterEach(() => opened.close())
  afterAll(() => direct.close())
  return {
    direct: () => direct,
    url: () => url,
    /** The database as this SQL leaves it, and a trial of things in it. */
    given: async (sql: string, over: Partial<Trial> = {}): Promise<Trial> => {
      await direct.query(`${sql};`)
      return { direct, opened, resource: Things, fresh: fresh(), values: { title: "new", rank: 7 }, ...over }
    }
  }
}
