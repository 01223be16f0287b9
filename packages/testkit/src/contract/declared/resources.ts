/** The resources of the contract: every kind of field, every way to restrict one, every form of the audit. */
import { Access, Api, Field, Relation, Resource, SoftDelete } from "@pgcrest/core"

const everyone = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone,
  delete: Access.everyone,
  history: Access.everyone,
  restore: Access.everyone
}
/** Keeps the records of one case apart from those of all others. */
const batch = Field.withDefault(Field.text, "")

/** Every kind of field; all but the label may be null. */
export const Samples = Resource.make("samples", {
  table: "contract.samples",
  fields: {
    batch,
    label: Field.matchable(Field.text),
    truth: Field.optional(Field.boolean),
    small: Field.optional(Field.integer),
    big: Field.optional(Field.bigint),
    exact: Field.optional(Field.numeric(20, 6)),
    real: Field.optional(Field.float),
    day: Field.optional(Field.date),
    moment: Field.optional(Field.timestamptz),
    link: Field.optional(Field.uuid),
    mood: Field.optional(Field.literals(["low", "fair", "high"], "contract.mood")),
    shape: Field.optional(Field.literals(["round", "flat"])),
    words: Field.optional(Field.array("text")),
    links: Field.optional(Field.array("uuid")),
    numbers: Field.optional(Field.array("integer")),
    doc: Field.optional(Field.jsonb()),
    tiny: Field.optional(Field.smallint),
    object: Field.optional(Field.oid),
    loose: Field.optional(Field.numeric()),
    approx: Field.optional(Field.real),
    hour: Field.optional(Field.time),
    zoned_hour: Field.optional(Field.timetz),
    stamp: Field.optional(Field.timestamp("utc")),
    wall: Field.optional(Field.timestamp("local")),
    span: Field.optional(Field.interval),
    bytes: Field.optional(Field.bytea),
    flags: Field.optional(Field.bit(4)),
    bits: Field.optional(Field.varbit(8)),
    short: Field.optional(Field.varchar(5)),
    padded: Field.optional(Field.char(5)),
    address: Field.optional(Field.inet),
    network: Field.optional(Field.cidr),
    card: Field.optional(Field.macaddr),
    long_card: Field.optional(Field.macaddr8),
    seats: Field.optional(Field.range("int4range")),
    prices: Field.optional(Field.range("numrange")),
    period: Field.optional(Field.range("tstzrange")),
    gaps: Field.optional(Field.multirange("int8multirange")),
    lsn: Field.optional(Field.text.as("pg_lsn")),
    raw: Field.optional(Field.json()),
    spot: Field.optional(Field.text.as("point")),
    moments: Field.optional(Field.array(Field.timestamptz)),
    stamps: Field.optional(Field.array(Field.timestamp("utc"))),
    shift: Field.optional(Field.range("tsrange", "utc")),
    spans: Field.optional(Field.array(Field.interval)),
    objects: Field.optional(Field.array(Field.oid)),
    amounts: Field.optional(Field.array(Field.numeric(8, 2))),
    blobs: Field.optional(Field.array(Field.bytea)),
    docs: Field.optional(Field.array(Field.jsonb()))
  },
  relations: { parts: Relation.many("parts", "sample_uid") },
  aggregates: true,
  access: everyone
})

/** Every restriction on a field, and what refers to what. */
export const Parts = Resource.make("parts", {
  table: "contract.parts",
  fields: {
    batch,
    name: Field.text,
    code: Field.optional(Field.unique(Field.text, "a_code_is_one_part")),
    shelf: Field.optional(Field.text),
    place: Field.optional(Field.integer),
    maker: Field.optional(Field.writeOnce(Field.text)),
    grade: Field.writeOnce(Field.databaseDefault(Field.integer, 3)),
    note: Field.withDefault(Field.text, "none"),
    rank: Field.databaseDefault(Field.integer, 7),
    counted: Field.withDefault(Field.readOnly(Field.integer), 0),
    secret: Field.optional(Field.writeOnly(Field.text)),
    origin: Field.optional(Field.writeOnce(Field.writeOnly(Field.text))),
    sample_uid: Field.optional(Field.references("samples")),
    whole_uid: Field.optional(Field.references("parts"))
  },
  relations: {
    sample: Relation.one("samples", "sample_uid"),
    whole: Relation.one("parts", "whole_uid"),
    parts: Relation.many("parts", "whole_uid")
  },
  uniques: { one_part_on_a_place: ["shelf", "place"] },
  aggregates: true,
  access: everyone
})

/** Clients name the records; some parts of the audit are missing, others have names of their own. */
export const Notes = Resource.make("notes", {
  table: "contract.notes",
  fields: { batch, body: Field.text },
  uid: "text",
  audit: { uid: "id", version: false, created_at: "made_at", last_updater_uid: false },
  access: everyone
})

/** A table that keeps nothing of the audit: neither version nor instant nor who. */
export const Marks = Resource.make("marks", {
  table: "contract.marks",
  fields: { batch, label: Field.text },
  audit: {
    version: false,
    created_at: false,
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  access: everyone
})

/** A table that counts versions and keeps no instants. */
export const Counters = Resource.make("counters", {
  table: "contract.counters",
  fields: { batch, label: Field.text },
  audit: { created_at: false, last_updated_at: false, creator_uid: false, last_updater_uid: false },
  access: everyone
})

/** A table of somebody else's, whose names need quotes, under names of an api's own style. */
export const Oddities = Resource.make("oddities", {
  table: { schema: "contract", name: 'The "odd" Table.' },
  names: "camel",
  fields: {
    batch,
    sortOrder: Field.column("order", Field.integer),
    bookTitle: Field.optional(Field.unique(Field.text)),
    longName: Field.optional(Field.column(`"${"x".repeat(61)}"`, Field.text)),
    setAside: Field.withDefault(Field.column("User's Verdict?", Field.boolean), false),
    origin: Field.optional(Field.writeOnce(Field.column("Select", Field.text)))
  },
  audit: {
    version: { column: "lock version" },
    created_at: { column: "createdAt", type: "timestamp" },
    last_updated_at: { type: "timestamp" }
  },
  access: everyone
})

/** The database counts its records. */
export const Tickets = Resource.make("tickets", {
  table: "contract.tickets",
  uid: "integer",
  fields: { batch, text: Field.text, after_id: Field.optional(Field.references("tickets", Field.bigint)) },
  relations: { bookings: Relation.many("bookings", "ticket_id") },
  audit: { uid: "id" },
  access: everyone
})

/** The same, of a table that keeps nothing of the audit, in 64 bits. */
export const Receipts = Resource.make("receipts", {
  table: "contract.receipts",
  uid: "bigint",
  fields: { batch, text: Field.text },
  audit: {
    uid: "Id",
    version: false,
    created_at: false,
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  access: everyone
})

/** The database makes their uids, which are UUIDs. */
export const Vouchers = Resource.make("vouchers", {
  table: "contract.vouchers",
  uidBy: "database",
  fields: { batch, text: Field.text },
  access: everyone
})

/** Tickets and titles belong together: two fields are the key, and nothing else. */
export const Bookings = Resource.make("bookings", {
  table: "contract.bookings",
  uid: null,
  key: ["ticket_id", "seat"],
  fields: { batch, ticket_id: Field.references("tickets", Field.integer), seat: Field.text },
  relations: { ticket: Relation.one("tickets", "ticket_id") },
  audit: {
    version: false,
    created_at: false,
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  access: { list: Access.everyone, create: Access.everyone, delete: Access.everyone }
})

/** Each for its owner's eyes: the one field that identifies it is said in the body. */
export const Places = Resource.make("places", {
  table: "contract.places",
  uid: null,
  key: ["place"],
  fields: { place: Field.text, batch, folder_uid: Field.optional(Field.references("folders")) },
  access: {
    list: Access.owner,
    get: Access.owner,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.owner
  }
})

/** The same, of which two fields are the key: none has an address. */
export const Stays = Resource.make("stays", {
  table: "contract.stays",
  uid: null,
  key: ["place", "batch"],
  fields: { place: Field.text, batch },
  access: { list: Access.owner, create: Access.signedIn, delete: Access.owner }
})

/** Rules that depend on the record and on its caller. */
export const Diaries = Resource.make("diaries", {
  table: "contract.diaries",
  fields: { batch, entry: Field.text, sealed: Field.optional(Field.writeOnce(Field.text)) },
  uid: "text",
  access: {
    list: Access.signedIn,
    get: Access.any(Access.owner, Access.group("readers")),
    create: Access.signedIn,
    update: Access.any(Access.owner, Access.group("editors")),
    delete: Access.all(Access.owner, Access.group("editors")),
    history: Access.any(Access.owner, Access.group("auditors")),
    restore: Access.any(Access.owner, Access.group("editors")),
    become: Access.any(Access.owner, Access.group("movers"))
  }
})

/** A letter box: everybody may drop something in, few may see what is inside. */
export const Letters = Resource.make("letters", {
  table: "contract.letters",
  fields: { batch, content: Field.text },
  uid: "text",
  access: { ...everyone, get: Access.group("readers"), create: Access.everyone }
})

/** Letters again, under other rules: one caller makes them, another changes them, and nobody sees those of others. */
export const Drafts = Resource.make("drafts", {
  table: "contract.letters",
  fields: { batch, content: Field.text },
  uid: "text",
  access: {
    ...everyone,
    get: Access.owner,
    create: Access.group("writers"),
    update: Access.group("editors")
  }
})

/** Lost property: anybody hands something in, also without a name, and sees what is theirs. */
export const Finds = Resource.make("finds", {
  table: "contract.finds",
  fields: { batch, what: Field.text },
  access: {
    ...everyone,
    list: Access.any(Access.owner, Access.group("readers")),
    get: Access.any(Access.owner, Access.group("readers"))
  }
})

/** Finds again, under other rules: anybody gets one, and lists and leaves behind nothing but their own. */
export const Claims = Resource.make("claims", {
  table: "contract.finds",
  fields: { batch, what: Field.text },
  access: { ...everyone, list: Access.owner, become: Access.owner }
})

/** What can be borrowed. */
export const Titles = Resource.make("titles", {
  table: "contract.titles",
  fields: {
    name: Field.text,
    copies: Field.withDefault(Field.readOnly(Field.integer), 1),
    doc: Field.optional(Field.jsonb())
  },
  relations: {
    loans: Relation.many("loans", "title_uid"),
    folders: Relation.through("folders", "papers", "title_uid", "folder_uid"),
    shelves: Relation.through("folders", "filings", "title_uid", "folder_uid"),
    filed: Relation.through("folders", "own_papers", "title_uid", "folder_uid")
  },
  access: everyone
})

/** Borrowing one copy of a title. */
export const Loans = Resource.make("loans", {
  table: "contract.loans",
  fields: { title_uid: Field.references("titles"), member: Field.text },
  relations: { title: Relation.one("titles", "title_uid") },
  access: everyone
})

/** Titles again, of which the trail tells the last 30 days. */
export const Reprints = Resource.make("reprints", {
  table: "contract.titles",
  fields: { name: Field.text, copies: Field.withDefault(Field.readOnly(Field.integer), 1) },
  relations: { renewals: Relation.many("renewals", "title_uid") },
  trail: { keep: "P30D" },
  access: everyone
})

/** Loans again, of which everything is kept. */
export const Renewals = Resource.make("renewals", {
  table: "contract.loans",
  fields: { title_uid: Field.references("reprints"), member: Field.text },
  relations: { title: Relation.one("reprints", "title_uid") },
  access: everyone
})

/** What others may see of their own only: who refers to another's folder must not learn that it is there. */
export const Folders = Resource.make("folders", {
  table: "contract.folders",
  fields: {
    batch,
    name: Field.text,
    code: Field.optional(Field.unique(Field.text)),
    above_uid: Field.optional(Field.references("folders"))
  },
  relations: {
    above: Relation.one("folders", "above_uid"),
    below: Relation.many("folders", "above_uid"),
    papers: Relation.many("papers", "folder_uid"),
    sales: Relation.many("sales", "folder_uid"),
    titles: Relation.through("titles", "papers", "folder_uid", "title_uid")
  },
  access: { ...everyone, get: Access.any(Access.owner, Access.group("readers")) }
})

/** Open to all, in folders that are not: two references to those, one to what everybody sees. */
export const Papers = Resource.make("papers", {
  table: "contract.papers",
  fields: {
    batch,
    text: Field.text,
    code: Field.optional(Field.unique(Field.text)),
    folder_uid: Field.optional(Field.references("folders")),
    copy_uid: Field.optional(Field.references("folders")),
    only_uid: Field.optional(Field.unique(Field.references("folders"))),
    hidden_uid: Field.optional(Field.writeOnly(Field.references("folders"))),
    origin_uid: Field.optional(Field.writeOnce(Field.writeOnly(Field.references("folders")))),
    title_uid: Field.optional(Field.references("titles"))
  },
  relations: {
    folder: Relation.one("folders", "folder_uid"),
    copy: Relation.one("folders", "copy_uid"),
    title: Relation.one("titles", "title_uid")
  },
  access: everyone
})

/** Papers again, under other rules: what they join is joined for their owners alone. */
export const OwnPapers = Resource.make("own_papers", {
  table: "contract.papers",
  fields: {
    batch,
    text: Field.text,
    code: Field.optional(Field.unique(Field.text)),
    only_uid: Field.optional(Field.unique(Field.references("folders"))),
    folder_uid: Field.optional(Field.references("folders")),
    title_uid: Field.optional(Field.references("titles"))
  },
  access: { ...everyone, get: Access.owner, list: Access.owner }
})

/** What is personal: kept sealed, or not at all, and changed for reasons that are told. */
export const Patients = Resource.make("patients", {
  table: "contract.patients",
  fields: {
    batch,
    ward: Field.text,
    name: Field.sealed(Field.text),
    born: Field.optional(Field.sealed(Field.date)),
    scratch: Field.optional(Field.unrecorded(Field.text))
  },
  trail: {
    metadata: {
      ticket: Field.text,
      urgency: Field.optional(Field.integer),
      dose: Field.optional(Field.numeric(5, 2))
    }
  },
  access: everyone
})

/** What may be counted and summed, and is not for everybody's eyes. */
export const Shops = Resource.make("shops", {
  table: "contract.shops",
  fields: { batch, name: Field.text, above_uid: Field.optional(Field.references("shops")) },
  relations: {
    above: Relation.one("shops", "above_uid"),
    below: Relation.many("shops", "above_uid"),
    sales: Relation.many("sales", "shop_uid")
  },
  aggregates: true,
  access: { ...everyone, get: Access.any(Access.owner, Access.group("readers")) }
})

/** What shops took, told to all; their folders allow no aggregates. */
export const Sales = Resource.make("sales", {
  table: "contract.sales",
  fields: {
    batch,
    what: Field.text,
    amount: Field.optional(Field.numeric(10, 2)),
    shop_uid: Field.optional(Field.references("shops")),
    folder_uid: Field.optional(Field.references("folders"))
  },
  relations: { shop: Relation.one("shops", "shop_uid"), folder: Relation.one("folders", "folder_uid") },
  aggregates: true,
  access: everyone
})

/** Titles and folders that belong together, and nothing of their own; members alone put them together. */
export const Filings = Resource.make("filings", {
  table: "contract.filings",
  uid: null,
  key: ["title_uid", "folder_uid"],
  fields: { title_uid: Field.references("titles"), folder_uid: Field.references("folders") },
  access: { list: Access.everyone, create: Access.signedIn, delete: Access.everyone }
})

/** A resource as it was declared once. */
export const MemosOnce = Resource.make("memos", {
  table: "contract.memos",
  fields: { batch, text: Field.text, pin: Field.optional(Field.text), mark: Field.optional(Field.text) },
  access: everyone
})

/** And as it is declared today: one field is shown no more, one has gone, one has come. */
export const Memos = Resource.make("memos", {
  table: "contract.memos",
  fields: {
    batch,
    text: Field.text,
    pin: Field.optional(Field.writeOnly(Field.text)),
    colour: Field.optional(Field.text)
  },
  access: everyone
})

/** Or as it might be: of another type. Nothing but its history can be asked for. */
export const MemosRetyped = Resource.make("memos", {
  table: "contract.memos",
  fields: { batch, text: Field.optional(Field.integer) },
  access: everyone
})

/** What is deleted stays in the table, and its tracks go along. Owners read its history, curators purge it. */
export const Albums = Resource.make("albums", {
  table: "contract.albums",
  fields: {
    batch,
    name: Field.text,
    code: Field.optional(Field.unique(Field.text)),
    shelf: Field.optional(Field.text),
    place: Field.optional(Field.integer),
    maker: Field.optional(Field.writeOnce(Field.text)),
    mood: Field.withDefault(Field.unrecorded(Field.text), "calm")
  },
  relations: { tracks: Relation.many("tracks", "album_uid") },
  uniques: { one_album_on_a_place: ["shelf", "place"] },
  softDelete: SoftDelete.make({ cascade: ["tracks"] }),
  aggregates: true,
  access: {
    ...everyone,
    history: Access.any(Access.owner, Access.group("auditors")),
    purge: Access.any(Access.group("curators"), Access.group("movers"))
  }
})

/** The same again; those that follow a track go with it. */
export const Tracks = Resource.make("tracks", {
  table: "contract.tracks",
  fields: {
    batch,
    name: Field.text,
    album_uid: Field.optional(Field.references("albums")),
    after_uid: Field.optional(Field.references("tracks"))
  },
  relations: {
    album: Relation.one("albums", "album_uid"),
    next: Relation.many("tracks", "after_uid")
  },
  softDelete: SoftDelete.make({ cascade: ["next"] }),
  access: { ...everyone, purge: Access.everyone }
})

/** A table that keeps nothing of the audit, counts its own uids, and keeps what is deleted. */
export const Stickers = Resource.make("stickers", {
  table: "contract.stickers",
  fields: { batch, label: Field.unique(Field.text) },
  uid: "integer",
  uidBy: "database",
  audit: {
    version: false,
    created_at: false,
    last_updated_at: false,
    creator_uid: false,
    last_updater_uid: false
  },
  softDelete: SoftDelete.make({ column: "gone_at" }),
  access: { ...everyone, purge: Access.everyone }
})

/** All of them. */
export const everyResource = [
  Samples,
  Parts,
  Notes,
  Marks,
  Counters,
  Oddities,
  Tickets,
  Receipts,
  Vouchers,
  Bookings,
  Places,
  Stays,
  Diaries,
  Letters,
  Drafts,
  Finds,
  Claims,
  Titles,
  Loans,
  Reprints,
  Renewals,
  Folders,
  Papers,
  OwnPapers,
  Shops,
  Patients,
  Sales,
  Filings,
  Memos,
  Albums,
  Tracks,
  Stickers
] as const

/** Of whose tables `contractSchema` is made. */
export const contractApi: Api.Api = Api.make("contract", { resources: everyResource })
