/** How the first page looks, by day and by night. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f7f6f2, #141517); --card: light-dark(#fff, #1c1e21); --ink: light-dark(#1d1f23, #e7e5df);
  --quiet: light-dark(#696b72, #989aa3); --line: light-dark(#e3e1da, #2f3237); --mark: light-dark(#2c5da3, #8db7f2);
  font: 16px/1.5 system-ui, sans-serif; background: var(--paper); color: var(--ink)
}
* { box-sizing: border-box }
body { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
h1 { margin: 0; font-size: 1.9rem; letter-spacing: -.02em }
h2 { margin: 0 0 .75rem; font-size: 1.2rem }
small, .quiet { color: var(--quiet); font-size: .875rem; font-weight: 400 }
a { color: var(--mark); text-decoration: none } a:hover { text-decoration: underline }
nav { margin: .5rem 0 1.75rem; display: flex; gap: 1rem; flex-wrap: wrap }
section, form { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 0 0 1.25rem; overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .9rem } .fields { margin-top: .75rem; border-top: 1px solid var(--line) }
td, th { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; font-weight: 400 }
td:nth-child(2), td:nth-child(3) { color: var(--quiet) } .fields th { width: 13rem }
.routes td:first-child, .fields th, .fields td:nth-child(2), textarea, input, select, pre { font-family: ui-monospace, monospace; font-size: .85rem }
.routes td:first-child { width: 22rem } .fields td:nth-child(2) { width: 12rem }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: left }
.routes button:hover, .fields a:hover { text-decoration: underline }
b { display: inline-block; min-width: 4.2rem; font: 600 .75rem/1.4 ui-monospace, monospace; color: var(--quiet) }
.GET { color: light-dark(#1b7a4b, #6fcf9b) } .POST { color: var(--mark) } .DELETE { color: light-dark(#b3362b, #ef8d84) }
.PUT, .PATCH { color: light-dark(#9a5b00, #e3b062) }
.examples { display: flex; gap: .5rem; flex-wrap: wrap; margin-bottom: 1rem }
.examples button, [type=submit] { border: 1px solid var(--line); border-radius: 99px; padding: .3rem .9rem; font-size: .9rem }
.examples b { min-width: 0; margin-right: .5rem }
form p { margin: .75rem 0 0 }
.examples button:hover { border-color: var(--mark) }
[type=submit] { background: var(--mark); border-color: var(--mark); color: var(--card) }
.request { display: grid; grid-template-columns: auto auto 1fr auto; gap: .5rem }
input, select, textarea { color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .6rem; width: 100% }
textarea { grid-column: 1 / -1; min-height: 4.5rem; resize: vertical } textarea[hidden] { display: none }
output:not(:empty) { display: block; margin-top: 1rem }
pre { margin: .5rem 0 0; max-height: 26rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere }
:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px }
@media (max-width: 40rem) { .request { grid-template-columns: 1fr 1fr } [name=target], [type=submit] { grid-column: 1 / -1 } }
`
