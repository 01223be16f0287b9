/** How often a command is tried again after a failure of it. */
import type { AuditedCommand, StoreFailure } from "@pgcrest/core"
import type { PgError } from "../client/PgError.ts"
import type { Raced } from "../statements/Statement.ts"
import { meetsAnother } from "./meetsAnother.ts"
import { type Scope, triesAfter, triesAfterMeeting } from "./retry.ts"
import { isWrite } from "./runOnce.ts"

/** Whether it must not be sent twice, where nobody knows what the first time has come to: a key would tell. */
const isOnce = (command: AuditedCommand): boolean => isWrite(command) && command.stamp.key === null

/** As the table says, and where a row met another's record as often as after a race. */
export const triesOf = (
  failure: PgError | Raced | StoreFailure,
  scope: Scope,
  command: AuditedCommand
): number =>
  failure._tag === "PgError" && meetsAnother(failure, command)
    ? triesAfterMeeting(scope)
    : triesAfter(failure, scope, isOnce(command))
