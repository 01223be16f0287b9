/** A resource or an api that makes no sense: thrown while modules load, so that nothing starts on it. */

export class InvalidDeclaration extends Error {
  override readonly name = "InvalidDeclaration"
}
