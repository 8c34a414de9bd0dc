/**
 * Style of the page. Colours are pairs for light and dark; the reader's system chooses, or the radio buttons do. Contrast of
 * each pair is held to WCAG AA by a test in a browser.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #15181c);
  --raised: light-dark(#f6f7f8, #1c2025);
  --ink: light-dark(#1c2126, #e4e7ea);
  --soft: light-dark(#555e68, #a3adb8);
  --line: light-dark(#d6dadf, #363d45);
  --link: light-dark(#0a4f9e, #8dbdf5);
  --good: light-dark(#186136, #7fcf9b);
  --good-back: light-dark(#e9f4ed, #17291e);
  --bad: light-dark(#a01c28, #ff9d9d);
  --bad-back: light-dark(#fceeee, #351b1d);
  --open: light-dark(#7a4b00, #e6bd6d);
  --open-back: light-dark(#fdf4e3, #2e2615);
  --zone: light-dark(#eef3f8, #1b232c);
  --zone-line: light-dark(#8fa6bd, #4d6379);
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
:root:has(#theme-light:checked) { color-scheme: light; }
:root:has(#theme-dark:checked) { color-scheme: dark; }
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 76rem; padding: 2rem clamp(1rem, 4vw, 3rem) 4rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 650; margin: 0; text-wrap: balance; }
h1 { font-size: 1.9rem; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin: 3.25rem 0 0.75rem; padding-top: 0.9rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.06rem; margin: 1.9rem 0 0.6rem; }
h4 { font-size: 0.95rem; margin: 1.2rem 0 0.35rem; }
p, ul, ol, dl { margin: 0.5rem 0 0.9rem; }
p, li { max-width: 78ch; }
section > p:not(.verdict), .body > p { color: var(--ink); }
code { font: 0.9em/1.4 var(--mono); overflow-wrap: anywhere; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a code { color: inherit; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.aside { color: var(--soft); font-size: 0.9em; font-weight: 400; }
.kicker { margin: 0 0 0.2rem; color: var(--soft); font-size: 0.8rem; letter-spacing: 0.09em; text-transform: uppercase; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--ink); color: var(--paper); z-index: 1; }
.skip:focus { top: 0.5rem; }

header { display: flex; flex-wrap: wrap; gap: 1rem 2rem; justify-content: space-between; align-items: flex-start; }
header > div { flex: 1 1 20rem; min-width: 0; }
.theme { border: 0; margin: 0; padding: 0; display: flex; gap: 0.9rem; font-size: 0.85rem; color: var(--soft); }
.theme label { display: inline-flex; gap: 0.3rem; align-items: center; }
.theme input { margin: 0; accent-color: var(--link); width: 1rem; height: 1rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem 1.3rem; padding: 0.7rem 0; margin: 1.2rem 0 0; border-block: 1px solid var(--line); font-size: 0.9rem; }

.verdict { margin: 1.8rem 0 0.6rem; padding: 0.85rem 1.1rem; max-width: none; border-left: 4px solid; font-size: 1.15rem; font-weight: 600; }
.verdict.good { color: var(--good); background: var(--good-back); }
.verdict.bad { color: var(--bad); background: var(--bad-back); }
.verdict.open { color: var(--open); background: var(--open-back); }
.glance { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 1rem 0 1.4rem; }
.glance a { display: inline-block; min-width: 3.9rem; padding: 0.2rem 0.5rem; text-align: center; text-decoration: none; font: 0.85rem/1.5 var(--mono); border: 1px solid; border-radius: 3px; }
.glance a:hover { text-decoration: underline; }
.facts, .world, .signature { display: grid; gap: 0.35rem 1.5rem; }
.facts > div, .world > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0.2rem 1rem; }
dt { color: var(--soft); font-size: 0.92rem; }
dd { margin: 0; font-size: 0.95rem; }
dd ul { margin: 0; padding-left: 1.1rem; }
.digest { overflow-wrap: anywhere; font-size: 0.82rem; }
.lines { list-style: none; padding: 0; }
.day { white-space: nowrap; font-variant-numeric: tabular-nums; }

.good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--open); } .quiet { color: var(--soft); }
.badge { display: inline-block; padding: 0.05rem 0.5rem; border: 1px solid; border-radius: 3px; font-size: 0.82rem; line-height: 1.5; font-weight: 600; white-space: nowrap; }
.badge.good { background: var(--good-back); } .badge.bad { background: var(--bad-back); } .badge.open { background: var(--open-back); }
.control { display: inline-block; white-space: nowrap; margin-right: 0.5rem; }
.control a { color: var(--link); }
.mark { display: inline-block; width: 0.9em; text-align: center; font-weight: 700; }

.item { border-bottom: 1px solid var(--line); }
.item:first-of-type { border-top: 1px solid var(--line); }
.item > summary { display: flex; flex-wrap: wrap; gap: 0.3rem 0.8rem; align-items: baseline; padding: 0.55rem 0.2rem; cursor: pointer; list-style: none; }
.item > summary::-webkit-details-marker { display: none; }
.item > summary::before { content: "+"; color: var(--soft); font: 600 1rem/1 var(--mono); width: 0.8rem; }
.item[open] > summary::before { content: "\\2212"; }
.item > summary:hover { background: var(--raised); }
.item > summary h3, .item > summary h4 { flex: 1 1 16rem; min-width: 0; margin: 0; font-size: 1rem; font-weight: 500; display: flex; flex-wrap: wrap; gap: 0 0.8rem; align-items: baseline; text-wrap: pretty; }
.item > summary :is(h3, h4) span { flex: 1 1 12rem; min-width: 0; overflow-wrap: anywhere; }
.item > summary code { flex: none; min-width: 2.3rem; font-weight: 700; max-width: 100%; }
.item > .body { padding: 0.2rem 0 1.2rem 1.8rem; }
.body > :first-child { margin-top: 0.2rem; }
td summary, .more summary { cursor: pointer; }
td details p { margin: 0.4rem 0; font-size: 0.92em; max-width: 52ch; }

.scroll { position: relative; overflow-x: auto; margin: 0.6rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: 0.42rem 1rem 0.42rem 0; border-bottom: 1px solid var(--line); min-width: 5.5rem; }
thead th { color: var(--soft); font-size: 0.85rem; font-weight: 600; border-bottom: 1px solid var(--soft); vertical-align: bottom; }
tbody th { font-weight: 500; }
td:nth-child(n+2) { min-width: 7rem; }

figure { margin: 1rem 0 1.4rem; padding: 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; }
.diagram { display: block; max-width: 100%; height: auto; margin: 0 auto; font-family: var(--mono); font-size: 13px; }
figure .diagram.wide { min-width: 56rem; }
.diagram text { fill: var(--ink); text-anchor: middle; }
.diagram .namespace rect { fill: none; stroke: var(--zone-line); stroke-dasharray: 2 4; }
.diagram .namespace.zone rect { fill: var(--zone); stroke-dasharray: none; }
.diagram .namespace text { fill: var(--soft); font-size: 12px; }
.diagram .workload rect { fill: var(--paper); stroke: var(--ink); stroke-width: 1.3; }
.diagram .workload .name { font-weight: 650; }
.diagram .below { fill: var(--soft); font-size: 11px; }
.diagram .peer rect { fill: var(--raised); stroke: var(--soft); stroke-dasharray: 4 3; }
.diagram .peer text { font-size: 12.5px; }
.diagram path.connection { fill: none; stroke: var(--soft); stroke-width: 1.4; }
.diagram text.connection { font-size: 12px; paint-order: stroke; stroke: var(--raised); stroke-width: 3px; stroke-linejoin: round; }
.diagram .arrow path { fill: var(--soft); }
.diagram path.unpoliced { stroke: var(--bad); stroke-width: 2; }
.diagram text.unpoliced, .diagram .arrow-unpoliced path { fill: var(--bad); }

.signature { display: none; }
@media (max-width: 40rem) {
  .facts > div, .world > div { grid-template-columns: minmax(0, 1fr); }
  .facts dd, .world dd { margin-bottom: 0.5rem; }
  .item > .body { padding-left: 0.4rem; }
  h1 { font-size: 1.55rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root, :root:has(#theme-dark:checked) { color-scheme: light; }
  @page { margin: 16mm 14mm 18mm; }
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  .theme, nav, .skip { display: none; }
  .scroll { overflow: visible; }
  figure .diagram.wide { min-width: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .item > summary::before { content: none; }
  h2, h3, h4, summary { break-after: avoid; }
  th, td, td:nth-child(n+2) { min-width: 0; overflow-wrap: anywhere; }
  .control { white-space: normal; }
  tr, figure, li { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  .verdict, .badge, figure { print-color-adjust: exact; }
  .signature { display: grid; grid-template-columns: 2fr 1fr 2fr; margin-top: 3rem; break-inside: avoid; }
  .signature dd { border-bottom: 1px solid; height: 2.2rem; }
}
`;
