/** The style sheet of every HTML report: readable on a screen, light and dark, and on paper. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --ink: #1b1a19; --faint: #605e5c; --page: #ffffff; --line: #d2d0ce; --panel: #f5f4f3; --link: #0f548c;
  --critical: #a4262c; --high: #b4470a; --medium: #7a5c00; --low: #0b6a6f; --info: #605e5c; }
@media (prefers-color-scheme: dark) { :root { --ink: #f3f2f1; --faint: #c8c6c4; --page: #1b1a19; --line: #484644; --panel: #252423; --link: #82c7ff;
  --critical: #ff99a4; --high: #ffb38a; --medium: #f2d06b; --low: #7fdbe0; --info: #c8c6c4; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 80rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 "Segoe UI", system-ui, -apple-system, "Noto Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
h1, h3, td, dd, li, p { overflow-wrap: anywhere; unicode-bidi: isolate; }
.subtitle { color: var(--faint); margin: 0 0 1.25rem; }
.lead { font-size: 1.15rem; }
.warning { border-left: 4px solid var(--medium); background: var(--panel); padding: .6rem .9rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
td { overflow-wrap: break-word; max-width: 26rem; }
td code { display: inline-block; min-width: 11.5rem; }
td:last-child:not(.right) { min-width: 15rem; }
th { white-space: nowrap; color: var(--faint); font-weight: 600; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, Consolas, "Noto Sans Mono", monospace; font-size: .88em; }
pre { overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .6rem .9rem; unicode-bidi: isolate; }
a { color: var(--link); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: var(--faint); } dd { margin: 0; } dd p { margin: 0; }
article { border: 1px solid var(--line); border-left-width: 5px; border-radius: 4px; padding: .8rem 1rem; margin: 0 0 .8rem; background: var(--panel); }
.badge { text-transform: uppercase; font-size: .75rem; font-weight: 700; letter-spacing: .04em; margin-right: .5rem; }
.critical { border-left-color: var(--critical); } .high { border-left-color: var(--high); } .medium { border-left-color: var(--medium); }
.low { border-left-color: var(--low); } .info { border-left-color: var(--info); }
.badge.critical { color: var(--critical); } .badge.high { color: var(--high); } .badge.medium { color: var(--medium); }
.badge.low { color: var(--low); } .badge.info { color: var(--info); }
footer { margin-top: 3rem; color: var(--faint); font-size: .85rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } }
@media print {
  :root { color-scheme: light; --ink: #000; --faint: #444; --page: #fff; --line: #bbb; --panel: #fff; --link: #000;
    --critical: #8b0000; --high: #8a3500; --medium: #5f4800; --low: #00494c; --info: #444; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, h3 { break-after: avoid; } article, tr { break-inside: avoid; } thead { display: table-header-group; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; } .scroll { overflow: visible; } table { font-size: 8pt; } th, td { padding: 2pt 4pt; } td code { min-width: 0; overflow-wrap: anywhere; } td:last-child:not(.right) { min-width: 0; }
  @page { margin: 18mm 15mm; }
}
`;
