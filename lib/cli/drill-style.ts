/** The styles of a drill's page: readable on a phone, in the dark, and without colours. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2024; --soft: #5a6169; --line: #d9dde1; --green: #18794e; --red: #b3123a; --bar: #2f6fb3; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --ink: #e6e9ec; --soft: #a9b1b9; --line: #33393f; --green: #4cc38a; --red: #ff8a94; --bar: #6cb0ee; } }
html { background: var(--paper); color: var(--ink); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 0 0 .5rem; } h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
h1.green { color: var(--green); } h1.red, .reasons, tr.lost th, tr.lost td { color: var(--red); }
.about { color: var(--soft); margin: 0; overflow-wrap: anywhere; } code { font-size: .9em; }
.reasons { padding-left: 1.2rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); font-weight: normal; }
td { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; } thead th { font-weight: 600; color: var(--soft); }
tbody th { width: 40%; }
details { margin-top: .5rem; } summary { cursor: pointer; padding: .35rem 0; }
.timeline { list-style: none; margin: 0; padding: 0; }
.timeline li { display: grid; grid-template-columns: 8rem 1fr 5rem; gap: .2rem .8rem; align-items: center; padding: .2rem 0; margin: 0; }
.timeline .track { background: color-mix(in srgb, var(--line) 45%, transparent); border-radius: 3px; overflow: hidden; }
.timeline i { display: block; height: .9rem; border-radius: 3px; background: var(--bar); }
.timeline .time { text-align: right; font-variant-numeric: tabular-nums; }
@media (max-width: 34rem) {
  .timeline li { grid-template-columns: 1fr auto; padding: .35rem 0; }
  .timeline .track { grid-row: 2; grid-column: 1 / -1; }
}
@media print { details::details-content { content-visibility: visible; height: auto; } }`;
