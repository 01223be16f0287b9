/** The sentence that tells a fault of a schema. */
import { settingSentence } from "../client/settings.ts"
import type { SchemaFault } from "./SchemaFault.ts"

/** What is wrong, and what to do where that is not said by it. A new fault does not compile until it has its own. */
export const schemaSentence = (fault: SchemaFault): string => {
  switch (fault._tag) {
    case "ServerTooOld":
      return `PostgreSQL is ${fault.version}; 15 is the oldest that is tested`
    case "ServerReadOnly":
      return "The server takes no writes: it is a replica, or its transactions are read-only by default"
    case "SchemaMissing":
      return `The schema ${fault.schema} is missing, and so are its tables`
    case "SchemaForbidden":
      return `The role ${fault.role} may not use the schema ${fault.schema}: grant it what sql/grants.sql has, or look as another role`
    case "SettingFalsifies":
      return settingSentence(fault)
    case "TrailTableMissing":
      return `${fault.table} is missing: run sql/audit.sql`
    case "TrailPrivilegeMissing":
      return `The role may not ${fault.privilege} in ${fault.table}: see sql/grants.sql`
    case "TrailColumnMissing":
      return `${fault.table} lacks the column "${fault.column}": run sql/audit.sql`
    case "TrailColumnUnwritten":
      return `${fault.table}.${fault.column} is not null and is not written any more: run sql/audit.sql`
    case "TrailPartitionNotUnique":
      return `${fault.partition} has no unique index on (resource, uid, version): a version could come twice in it; see sql/audit.sql`
    case "TrailMonthMissing":
      return `audit.change has no partition for ${fault.month}: the default partition will take its changes; run pgcrest maintain every day`
    case "TrailDefaultFilled":
      return `${fault.partition} holds changes of months that have no partition: run pgcrest maintain, and see audit.health() for what is left`
    case "TableMissing":
      return `${fault.table} is missing: resource "${fault.resource}" needs that table`
    case "NotATable":
      return `${fault.table} is no table or view, as resource "${fault.resource}" needs one`
    case "ColumnNameTaken":
      return `${fault.table} has a column "${fault.column}", a name that every statement for resource "${fault.resource}" gives to a part of its own`
    case "ColumnMissing":
      return `${fault.table} lacks the column "${fault.column}" that resource "${fault.resource}" declares as ${fault.type}`
    case "TypeDiffers":
      return `${fault.table}.${fault.column} is ${fault.found}, but resource "${fault.resource}" declares it as ${fault.type}`
    case "TypeNarrower":
      return `${fault.table}.${fault.column} is ${fault.found} and takes less than the ${fault.type} that resource "${fault.resource}" declares: what is too long or too large is refused (422)`
    case "CollationDiffers":
      return `${fault.table}.${fault.column} is ordered and compared by the collation ${fault.found}, and resource "${fault.resource}" declares ${fault.collation ?? "none"}: a store without a database would answer otherwise; see Field.collate`
    case "LabelsMissing":
      return `${fault.table}.${fault.column} has no label ${listed(fault.labels)}, which resource "${fault.resource}" declares`
    case "LabelsUndeclared":
      return `${fault.table}.${fault.column} has the label ${listed(fault.labels)}, which resource "${fault.resource}" does not declare: it is shown, and cannot be sent`
    case "ColumnGenerated":
      return `${fault.table}.${fault.column} is always made by the database, but resource "${fault.resource}" writes it: declare it with Field.generated`
    case "NullAllowed":
      return `${fault.table}.${fault.column} may be null, but resource "${fault.resource}" declares that it never is`
    case "NullRefused":
      return `${fault.table}.${fault.column} is not null, but resource "${fault.resource}" declares it as optional`
    case "AnonymousRefused":
      return `${fault.table}.${fault.column} is not null, so anonymous callers cannot write to resource "${fault.resource}"`
    case "DefaultMissing":
      return `${fault.table}.${fault.column} has no default, but resource "${fault.resource}" leaves it to the database`
    case "ColumnUndeclared":
      return `${fault.table}.${fault.column} is not null without a default, and resource "${fault.resource}" does not declare it: no record can be created`
    case "UniqueMissing":
      return `${fault.table} lacks the unique constraint "${fault.constraint}" on ${fault.columns.join(", ")} that resource "${fault.resource}" declares`
    case "UniqueOfDeleted":
      return `${fault.table} has "${fault.constraint}" over all rows, but resource "${fault.resource}" keeps deleted ones: it must be an index where ${fault.unless} is null`
    case "UniqueUndeclared":
      return `${fault.table} has the unique or excluding index "${fault.constraint}", which resource "${fault.resource}" does not declare: a conflict with it names no field`
    case "KeyNotMade":
      return `${fault.table}.${fault.column} has no default or identity, but resource "${fault.resource}" leaves its uids to the database`
    case "KeyNotUnique":
      return `${fault.table} has no unique constraint on ${fault.column}, by which resource "${fault.resource}" tells its records apart: of equal rows, a delete takes one`
    case "KeyMissing":
      return `${fault.table} has no primary key or unique constraint on "${fault.column}", which resource "${fault.resource}" needs`
    case "KeyAlike":
      return `${fault.table}.${fault.column} takes different texts for equal by its collation ${fault.collation}, but what identifies a record of resource "${fault.resource}" has one spelling`
    case "KeyDeferrable":
      return `${fault.table} has only a deferrable key on "${fault.column}", and not one that is checked at once, which resource "${fault.resource}" needs`
    case "ForeignKeyWrites":
      return `${fault.table} has the foreign key "${fault.constraint}" that changes records by itself, past the audit trail: use no action or restrict`
    case "ForeignKeyMissing":
      return `${fault.table}.${fault.column} refers to "${fault.references}" without a foreign key: nothing keeps what it refers to`
    case "PrivilegeMissing":
      return `The role may not ${fault.privilege} in ${fault.table}, as resource "${fault.resource}" needs it; see sql/grants.sql`
    case "WritesRefused":
      return `${fault.table} is a view in which nobody can ${fault.privileges.join(" or ")}, but resource "${fault.resource}" offers that`
    case "ReplaceRefused":
      return `${fault.table} is a foreign table, or a view that triggers write, in which a PUT cannot tell whether a record is there: resource "${fault.resource}" must not offer both create and update`
    case "RowsWithoutPlace":
      return `${fault.table} is a view or a foreign table, whose rows have no place of their own: resource "${fault.resource}" needs a version column to be changed, or \`view: true\` to go without entity tags`
    case "ViewUnpopulated":
      return `The materialized view ${fault.view} has never been refreshed: until then resource "${fault.resource}" cannot read ${fault.table}`
    case "SequenceForbidden":
      return `The role may not use the sequence ${fault.sequence}, by which ${fault.table}.${fault.column} is numbered, as resource "${fault.resource}" needs it; see sql/grants.sql`
    case "SequenceBehind":
      return `The sequence ${fault.sequence} goes on with ${fault.next}, but ${fault.table}.${fault.column} has numbers up to ${fault.highest}: until it is past them, a create of resource "${fault.resource}" may meet one that is taken (503); setval(…, ${fault.highest}) ends that`
    case "SequenceUsedUp":
      return `The sequence ${fault.sequence} is used up: ${fault.table}.${fault.column} gets no further number, so that no record of resource "${fault.resource}" can be created`
    case "StatementRefused":
      return `PostgreSQL refuses the ${fault.act} that resource "${fault.resource}" offers on ${fault.table}: ${fault.detail}`
    case "RuleRewrites":
      return `${fault.table} has the rule "${fault.rule}", and PostgreSQL takes no statement of ours on tables whose writes are rewritten: use a trigger`
    case "RowsSecured":
      return `${fault.table} has row level security for this role: what it hides is absent for resource "${fault.resource}", and what it refuses is answered with 403`
    case "RowsInherited":
      return `${fault.table} has tables that inherit from it: their rows are found by resource "${fault.resource}" too, and no constraint keeps their uids apart: a write of one that two have is refused, or is of both`
    case "RowsUnchecked":
      return `${fault.table} is a view that takes rows which it does not show: what a write of resource "${fault.resource}" moves out of it is answered, and absent from then on; with check option refuses that (422)`
    case "RowTrigger":
      return `${fault.table} has the trigger "${fault.trigger}" (${fault.when} ${fault.events} of each row): ${harmOf(fault.when)}`
  }
}

function listed(labels: ReadonlyArray<string>): string {
  return labels.map((label) => `"${label}"`).join(", ")
}

function harmOf(when: "before" | "after" | "instead of"): string {
  return when === "after"
    ? "what it changes in the same row is missing in the answer, its tag and the trail"
    : "a row that it keeps back is answered as a conflict, and nothing of that write remains; uids, versions and instants are not for it to set"
}
