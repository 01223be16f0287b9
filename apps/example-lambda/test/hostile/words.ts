/** What queries are made of: words of the grammar, and names of shelves and boxes. */
import type { NonEmptyReadonlyArray } from "effect/Array"
import { values } from "./values.ts"

type Texts = NonEmptyReadonlyArray<string>

const worded = (text: string): Texts => parted(text.split(" "))
const parted = ([first = "", ...rest]: ReadonlyArray<string>): Texts => [first, ...rest]

/** Characters that mean something, or that programs stumble over. */
export const marks: Texts = parted([
  ...`(){}[],.:!"\\-*%_'$&=+/?#;@|^~<> \`\t\n\0\u0001\u007fé💥\u202e019a`,
  ..."\ud800 \udc00 :: -> ->> $1 é\u0301 ...".split(" ")
])

export const fields = worded(
  "name label tags meta raw room price weight places open since seen_at span uid version created_at creator_uid meta nothing __proto__"
)
export const fieldsOfBoxes = worded("name size shelf_uid uid version")
export const sortable = worded("name room price weight places open since seen_at created_at meta->>a")
export const paths = worded(` ->a ->>a ->a->0 ->a->>-1 ->"x" ->2147483648 ->b->>c ->0`)
export const operators = worded(
  "eq neq lt lte gt gte like ilike match imatch isdistinct cs cd ov sl sr nxr nxl adj eq gt"
)
export const quantified = worded("eq gt gte lt lte like ilike match imatch")
export const searches = worded("fts plfts phfts wfts")
export const languages = worded("english german simple simple english klingon")
export const searchWords: Texts = [
  "cat",
  "cat & dog",
  "!(a|b) <-> c:*",
  "'",
  '"a b" -c or',
  "&",
  "the",
  "a:*&b:ABCD"
]
export const casts: Texts = ["double precision", ...worded("text int4 numeric float8 jsonb regclass")]
export const aggregates = worded("count sum avg min max array_agg")
export const names: Texts = ['"a b"', ...worded('a x1 "it""s" name count größe "__proto__" uid')]
export const hints: Texts = [
  "",
  "",
  "",
  ...worded("!inner !left !inner !left !shelf_uid !boxes_shelf_uid_fkey!inner !x")
]
export const parameters = worded(
  "select order limit offset cursor and or not.and not.or boxes.order boxes.limit boxes.name columns on_conflict expand name price meta->a name[0]"
)

/** Words between marks. */
export const parts = parted([
  ...fields,
  ...operators,
  ...parameters,
  ...values,
  ...worded("not is in any all asc desc nullsfirst nullslast count() boxes shelf"),
  ...hints,
  ...casts,
  ...languages
])
