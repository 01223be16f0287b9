/** A resource or an api that makes no sense: thrown while modules load, so that nothing starts on it. */

/** Its message has a line for each fault. */
export class InvalidDeclaration extends Error {
  override readonly name = "InvalidDeclaration"
  /** A sentence for each thing that makes no sense. */
  readonly faults: ReadonlyArray<string>

  constructor(...faults: ReadonlyArray<string>) {
    super(faults.join("\n"))
    this.faults = faults
  }
}
