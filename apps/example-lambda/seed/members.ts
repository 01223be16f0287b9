/** Members of the library: invented people. */
import { dateText, whileOpen } from "./calendar.ts"
import { created } from "./created.ts"
import { pick, type Random } from "./random.ts"
import { type MemberRow } from "./rows.ts"

// oxfmt-ignore
const firstNames = [
  "Aarav", "Abena", "Adrián", "Aiko", "Aisha", "Alma", "Amara", "Amélie", "Ana", "Anders", "Andrei", "Anika", "Anton", "Arjun", "Asha", "Beatriz",
  "Björn", "Bruno", "Camila", "Carlos", "Chidi", "Chloé", "Clara", "Daniel", "Daria", "Diego", "Dilara", "Eero", "Elena", "Elif", "Emil", "Emma",
  "Esther", "Fatima", "Felix", "Fiona", "Freya", "Gabriel", "Grace", "Greta", "Hana", "Hassan", "Helena", "Hugo", "Ibrahim", "Ida", "Imani", "Ingrid",
  "Isabel", "Ivan", "Jakub", "Jamal", "João", "Jonas", "Josefina", "Julia", "Kaito", "Karim", "Kateryna", "Kofi", "Lars", "Layla", "Leila", "Leo",
  "Lina", "Lucía", "Luka", "Maja", "Malik", "Marek", "Maria", "Mateo", "Maya", "Mei", "Milan", "Miriam", "Nadia", "Naoki", "Nia", "Nikhil",
  "Noah", "Nora", "Olga", "Omar", "Paula", "Pavel", "Priya", "Rafael", "Rania", "Rosa", "Sana", "Santiago", "Sara", "Simone", "Sofia", "Tariq",
  "Tomás", "Valentina", "Viktor", "Wei", "Yara", "Yusuf", "Zainab", "Zoë"
] as const

// oxfmt-ignore
const familyNames = [
  "Abebe", "Adeyemi", "Almeida", "Andersson", "Bakker", "Banerjee", "Bauer", "Benítez", "Bianchi", "Boateng", "Castro", "Chen", "Cohen", "Costa",
  "Dahl", "Diallo", "Dubois", "Eriksen", "Farah", "Fernández", "Fischer", "Fontaine", "García", "Haddad", "Hansen", "Hernández", "Hoffmann", "Horvat",
  "Hughes", "Ito", "Ivanova", "Jansen", "Kamau", "Kaplan", "Khan", "Kim", "Kowalski", "Kumar", "Larsen", "Lefèvre", "Lopes", "MacLeod", "Mansour",
  "Marino", "Martins", "Mbeki", "Mensah", "Molnár", "Moreau", "Murphy", "Nakamura", "Navarro", "Nguyen", "Novák", "Nowak", "Okafor", "Okoye", "Olsen",
  "Osei", "Park", "Patel", "Pereira", "Petrov", "Popescu", "Ramos", "Rao", "Reyes", "Ricci", "Rossi", "Sato", "Schmidt", "Shah", "Silva", "Singh",
  "Sokolov", "Suzuki", "Tanaka", "Teixeira", "Tremblay", "Vargas", "Virtanen", "Wagner", "Walsh", "Wang", "Weber", "Yilmaz", "Zhang", "Ziegler"
] as const

const remarks = [
  "Prefers large print.",
  "Asks for a call, not an e-mail.",
  "Collects for the reading group.",
  "Borrows for two children.",
  "Wants to hear of new translations.",
  "Volunteers on Saturdays."
] as const

/** So many members, more of them in the first months; those who are suspended never were able to borrow. */
export const enrolMembers = (random: Random, count: number): ReadonlyArray<MemberRow> =>
  Array.from({ length: count }, (_, index) =>
    enrol(random, index, whileOpen(0, 728, ((index + random()) / count) ** 2))
  )

const enrol = (random: Random, index: number, instant: number): MemberRow => {
  const name = `${pick(random, firstNames)} ${pick(random, familyNames)}`
  const suspended = random() < 0.03
  return {
    ...created(random, instant),
    name,
    email: emailOf(name, index),
    joined: dateText(instant),
    status: suspended ? "suspended" : "active",
    notes: suspended ? "Address not confirmed yet." : random() < 0.12 ? pick(random, remarks) : null
  }
}

/** Unique by its number, and in a domain that RFC 2606 keeps free of mailboxes. */
const emailOf = (name: string, index: number): string => {
  const plain = name.normalize("NFD").replace(/\p{Mark}/gu, "")
  return `${plain.replace(" ", ".").toLowerCase()}.${index + 1}@example.org`
}
