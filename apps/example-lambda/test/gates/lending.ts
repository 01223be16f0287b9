// @effect-diagnostics asyncFunction:off
/** Relations of every kind, each as deep as a query may go: what statements are counted on. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { auditSchema, ddl, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Relation, Resource } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { type Answer, answerOf, type Call } from "../wire/wire.ts"

const everyone = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone,
  delete: Access.everyone
}
const table = (name: string) => ({ schema: "lending", name })

const Writers = Resource.make("writers", {
  table: table("writers"),
  fields: { name: Field.text },
  relations: { works: Relation.many("works", "writer_uid") },
  aggregates: true,
  access: everyone
})

const Works = Resource.make("works", {
  table: table("works"),
  fields: { title: Field.text, price: Field.numeric(10, 2), writer_uid: Field.references("writers") },
  relations: {
    writer: Relation.one("writers", "writer_uid"),
    issues: Relation.many("issues", "work_uid"),
    topics: Relation.through("topics", "tags", "work_uid", "topic_uid")
  },
  aggregates: true,
  access: everyone
})

/** Seen by a rule about the record, so that each level has its own conditions. */
const Issues = Resource.make("issues", {
  table: table("issues"),
  fields: { work_uid: Field.references("works"), days: Field.integer },
  relations: { work: Relation.one("works", "work_uid") },
  aggregates: true,
  access: { ...everyone, list: Access.owner, get: Access.owner }
})

const Topics = Resource.make("topics", {
  table: table("topics"),
  fields: { name: Field.text },
  relations: { works: Relation.through("works", "tags", "topic_uid", "work_uid") },
  access: everyone
})

const Tags = Resource.make("tags", {
  table: table("tags"),
  uid: null,
  key: ["work_uid", "topic_uid"],
  fields: { work_uid: Field.references("works"), topic_uid: Field.references("topics") },
  access: { list: Access.everyone, create: Access.everyone }
})

const Lending = Api.make("lending", { resources: [Writers, Works, Issues, Topics, Tags] })

/** The n-th record of each kind. */
export const uid = (n: number): string => `019b0000-0000-7000-8000-${String(n).padStart(12, "0")}`

const audit = "version, created_at, last_updated_at, creator_uid, last_updater_uid"
const audited = "1, '2026-01-01Z', '2026-01-01Z', 'ann', 'ann'"
const id = (n: string) => `('019b0000-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const content = `
  insert into lending.writers (uid, name, ${audit}) select ${id("n")}, 'Writer ' || n, ${audited} from generate_series(0, 4) n;
  insert into lending.works (uid, title, price, writer_uid, ${audit})
    select ${id("n")}, 'Work ' || n, n + 0.5, ${id("n % 5")}, ${audited} from generate_series(0, 19) n;
  insert into lending.issues (uid, work_uid, days, ${audit}) select ${id("n")}, ${id("n % 20")}, n, ${audited} from generate_series(0, 59) n;
  insert into lending.topics (uid, name, ${audit}) select ${id("n")}, 'Topic ' || n, ${audited} from generate_series(0, 3) n;
  insert into lending.tags (work_uid, topic_uid, ${audit})
    select ${id("n")}, ${id("m")}, ${audited} from generate_series(0, 19) n, generate_series(0, 3) m where (n + m) % 2 = 0`

/** The URL of a clone of the template with five writers, their works, and what belongs to these. */
export const makeLending = async (template: string): Promise<string> => {
  const url = await PostgresServer.createDatabase(template)
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`${auditSchema}${ddl(Lending)}`)
  await client.query(content).finally(() => client.end())
  return url
}

/** A sandbox over a database, asked by a caller who sees every record. */
export const lendingOver = (url: string): ((call: Call) => Promise<Answer>) => {
  const handler = ApiGateway.handler(Lending, ResourceStorePostgres.layer({ url }), { log: () => {} })
  return async (call) => answerOf(await handler(GatewayEvent.make("http2", { as: { sub: "ann" }, ...call })))
}
