/** What can be asked of each field of a shelf. */
import type { NonEmptyReadonlyArray } from "effect/Array"

type Texts = NonEmptyReadonlyArray<string>

/** Fields, with operators and values that suit them. */
export interface Suited {
  readonly fields: Texts
  readonly operators: Texts
  readonly values: Texts
}

const compared: Texts = ["eq", "neq", "lt", "lte", "gt", "gte", "isdistinct"]
const related: Texts = ["eq", "gt", "cs", "cd", "ov", "isdistinct"]

export const suited: NonEmptyReadonlyArray<Suited> = [
  {
    fields: ["name", "label", "meta->>a", 'meta->b->>"c"', "raw->>a"],
    operators: [...compared, "like", "ilike"],
    values: ["a", "shelf 1", "*a*", "%", "", "'; drop table x; --", "é💥", '"', "a,b", "(a)"]
  },
  {
    fields: ["label"],
    operators: ["match", "imatch"],
    values: ["(a|b)+c", "[a-z]{2,3}$", "^\\d\\w", "a", "\\."]
  },
  { fields: ["room"], operators: compared, values: ["cellar", "attic"] },
  { fields: ["open"], operators: compared, values: ["true", "false"] },
  {
    fields: ["places", "price", "weight", "version"],
    operators: compared,
    values: ["0", "-1", "7", "2147483647", "1", "12"]
  },
  {
    fields: ["price", "weight"],
    operators: compared,
    values: ["NaN", "0.1", "1e5", "1e-400", "12345678901.5", "-0"]
  },
  {
    fields: ["since"],
    operators: compared,
    values: ["2024-02-29", "infinity", "0044-03-15 BC", "5874897-12-31"]
  },
  {
    fields: ["seen_at", "created_at"],
    operators: compared,
    values: ["2026-01-01T00:00:00Z", "2026-01-01T24:00:00+14:00", "-infinity", "0044-03-15T00:00:00Z"]
  },
  {
    fields: ["tags"],
    operators: related,
    values: ['{a,"b c",NULL}', "{{1,2},{3,4}}", "{}", '{"\'"}', '{"\\\\"}']
  },
  {
    fields: ["span"],
    operators: [...related, "sl", "sr", "nxr", "nxl", "adj"],
    values: ["[1,5)", "(,)", "empty", "[2147483646,]", "[-2147483648,)"]
  },
  {
    fields: ["meta", "meta->a", "meta->a->0", "meta->b"],
    operators: ["eq", "lt", "gte", "cs", "cd", "isdistinct"],
    values: ['{"a":[1,{"b":null}]}', "[]", '"x"', "1e30", "null", '{"\'":"$1"}']
  },
  { fields: ["uid"], operators: compared, values: ["019b0000-0000-7000-8000-000000000001"] }
]
