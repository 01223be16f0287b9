/** The place of a value among those that a command brings. */
export type Hole = number
