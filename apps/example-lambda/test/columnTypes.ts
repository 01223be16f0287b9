/** Each type of column, with JSON that is kept as it is, that comes back in another way, and that is refused. */
import { Field } from "@pgcrest/core"

export interface Type {
  readonly field: Field.Field
  /** JSON as it is sent: what is sent is what comes back. */
  readonly same: ReadonlyArray<string>
  /** JSON that comes back in PostgreSQL's own way: as sent, and as told. */
  readonly other?: ReadonlyArray<readonly [sent: string, told: string]>
  readonly refused?: ReadonlyArray<string>
  /** What only PostgreSQL knows to be none of the type. */
  readonly refusedThere?: ReadonlyArray<string>
  readonly extension?: string
}

/** By the name of a field. */
export const types: Readonly<Record<string, Type>> = {
  text: {
    field: Field.text,
    same: ['""', '"a"', '"A"', '"é\\n"', '"a, \\"b\\""'],
    refused: ['"\\u0000"', "1"]
  },
  varchar: { field: Field.varchar(3), same: ['"abc"', '"äöü"'], refused: ['"abcd"'] },
  char: { field: Field.char(3), same: ['"a"', '"abc"'], other: [['"a  "', '"a"']], refused: ['"abcd"'] },
  citext: { field: Field.citext, same: ['"a"', '"B"'], extension: "citext" },
  label: { field: Field.literals(["low", "high"], "mood"), same: ['"low"', '"high"'], refused: ['"none"'] },
  truth: { field: Field.boolean, same: ["false", "true"], refused: ['"true"'] },
  small: { field: Field.smallint, same: ["-32768", "0", "32767"], refused: ["32768", "1.5"] },
  whole: { field: Field.integer, same: ["-2147483648", "7"], refused: ["2147483648"] },
  big: {
    field: Field.bigint,
    same: ["-9223372036854775808", "9007199254740993"],
    other: [['"9007199254740995"', "9007199254740995"]],
    refused: ["9223372036854775808"]
  },
  oid: { field: Field.oid, same: ["0", "4294967295"], refused: ["-1"] },
  exact: {
    field: Field.numeric(10, 2),
    same: ["-1.50", "0.00", "12345678.90", '"NaN"'],
    other: [
      ["1.5", "1.50"],
      ['"1.5"', "1.50"]
    ],
    refused: ["123456789", '"Infinity"']
  },
  hundreds: { field: Field.numeric(3, -2), same: ["0", "-99900", '"NaN"'], refused: ["150", "100000"] },
  thin: { field: Field.numeric(2, 5), same: ["0.00000", "-0.00099"], refused: ["0.001", "1"] },
  any_number: {
    field: Field.numeric(),
    same: ["-0.0000001", '"-Infinity"'],
    other: [["1.10", "1.1"]],
    refused: ['"many"']
  },
  single: { field: Field.real, same: ["-1.5", "0.1", '"NaN"', '"Infinity"'], refused: ["1e39"] },
  double: { field: Field.float, same: ["-1.5", "0.1", '"-Infinity"', '"NaN"'], refused: ["1e400"] },
  day: {
    field: Field.date,
    same: ['"2026-11-25"', '"0044-03-15 BC"', '"infinity"', '"-infinity"'],
    refused: ['"2026-02-29"']
  },
  clock: { field: Field.time, same: ['"08:30:00"', '"24:00:00"', '"08:30:00.5"'], refused: ['"25:00:00"'] },
  zoned: { field: Field.timetz, same: ['"08:30:00+02"', '"08:30:00-03:30"'], refused: ['"8"'] },
  moment: {
    field: Field.timestamptz,
    same: ['"2026-11-25T08:30:00Z"', '"2026-11-25T08:30:00.123456Z"', '"infinity"', '"-infinity"'],
    other: [['"2026-11-25T08:30:00+01:00"', '"2026-11-25T07:30:00Z"']],
    refused: ['"2026-11-25"']
  },
  utc: { field: Field.timestamp("utc"), same: ['"2026-11-25T08:30:00Z"', '"infinity"'], refused: ['"now"'] },
  wall: {
    field: Field.timestamp("local"),
    same: ['"2026-11-25T08:30:00"', '"-infinity"'],
    refused: ['"now"']
  },
  span: {
    field: Field.interval,
    same: ['"P1D"', '"PT24H"', '"P1Y2M3DT4H5M6.5S"', '"PT0S"'],
    refused: ['"soon"']
  },
  bytes: { field: Field.bytea, same: ['""', '"AAEC"', '"/+8="'], refused: ['"a"'] },
  bits: { field: Field.bit(3), same: ['"101"', '"000"'], refused: ['"1"'] },
  varbits: { field: Field.varbit(3), same: ['""', '"1"', '"01"'], refused: ['"0101"'] },
  doc: { field: Field.jsonb(), same: ["1", '"a"', '{"a":[1,null]}', "[]"] },
  letter: { field: Field.json(), same: ["1", '{"a":2,"b":1}'] },
  address: { field: Field.inet, same: ['"10.0.0.1"', '"10.0.0.1/24"', '"::1"'], refused: ['"10.0.0.256"'] },
  network: { field: Field.cidr, same: ['"10.0.0.0/8"', '"::/0"'], refused: ['"10.0.0.1/8"'] },
  mac: { field: Field.macaddr, same: ['"08:00:2b:01:02:03"'], refused: ['"08"'] },
  mac8: { field: Field.macaddr8, same: ['"08:00:2b:01:02:03:04:05"'], refused: ['"08"'] },
  numbers: {
    field: Field.range("int4range"),
    same: ['"[1,10)"', '"empty"', '"(,)"'],
    other: [['"[1,9]"', '"[1,10)"']],
    refused: ['"[2,1]"']
  },
  moments: { field: Field.multirange("tsmultirange", "local"), same: ['"{}"'], refused: ['"[)"'] },
  words: {
    field: Field.array("text"),
    same: ["[]", '["a",null]', '[["a"],["b"]]', '["a,\\"b\\"",""]'],
    refused: ['[["a"],[]]']
  },
  instants: {
    field: Field.array(Field.timestamptz),
    same: ['["2026-11-25T08:30:00Z",null]', '["infinity"]'],
    refused: ['["now"]']
  },
  pairs: {
    field: Field.hstore,
    same: ['{"a":"1","b":null}', "{}"],
    refused: ['{"a":1}'],
    extension: "hstore"
  },
  oids: { field: Field.array(Field.oid), same: ["[0,4294967295,null]"] },
  exacts: { field: Field.array(Field.numeric(10, 2)), same: ['[1.50,"NaN",null]'] },
  bigs: { field: Field.array(Field.bigint), same: ["[9007199254740993]"] },
  reals: { field: Field.array(Field.real), same: ['[0.1,"NaN","-Infinity"]'] },
  days: { field: Field.array(Field.date), same: ['["0044-03-15 BC","infinity"]'] },
  walls: { field: Field.array(Field.timestamp("local")), same: ['["2026-11-25T08:30:00","infinity"]'] },
  utcs: { field: Field.array(Field.timestamp("utc")), same: ['["2026-11-25T08:30:00.5Z"]'] },
  spans: { field: Field.array(Field.interval), same: ['["P1D","PT24H"]'] },
  blobs: { field: Field.array(Field.bytea), same: ['["AAEC",""]'] },
  chars: { field: Field.array(Field.char(3)), same: ['["a","abc"]'] },
  bools: { field: Field.array(Field.boolean), same: ["[true,false,null]"] },
  docs: { field: Field.array(Field.jsonb()), same: ['[{"a":[1]}]'] },
  labels: {
    field: Field.array(Field.literals(["low", "high"], "mood")),
    same: ['["low","high"]'],
    refused: ['["none"]']
  },
  addresses: { field: Field.array(Field.inet), same: ['["10.0.0.1","::1/64"]'] },
  clocks: { field: Field.array(Field.timetz), same: ['["08:30:00+02"]'] },
  spread: { field: Field.array(Field.range("tstzrange")), same: ['["[2026-11-25T08:30:00Z,)"]'] },
  flags: { field: Field.array(Field.bit(3)), same: ['["101"]'] },
  moneys: { field: Field.money, same: ['"$1.50"'] },
  markup: { field: Field.xml, same: ['"<a/>"'], refusedThere: ['"<a>"'] },
  document: { field: Field.tsvector, same: ["\"'a':1 'b'\""] },
  path: { field: Field.ltree, same: ['"a.b"', '"a"'], refusedThere: ['"a..b"'], extension: "ltree" },
  solid: { field: Field.text.as("cube"), same: ['"(1, 2)"'], refusedThere: ['"none"'], extension: "cube" },
  area: {
    field: Field.text.as("geometry"),
    same: ['"0101000000000000000000F03F0000000000000040"'],
    refusedThere: ['"none"'],
    extension: "postgis"
  },
  place: {
    field: Field.geometry,
    same: [
      '{"type":"Point","coordinates":[8.5,47.4]}',
      '{"type":"Point","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"coordinates":[8.5,47.4]}'
    ],
    refused: ['{"type":"Nowhere"}', '{"type":"Point","coordinates":[8.5,47.4],"crs":"EPSG:3857"}'],
    extension: "postgis"
  }
}
