/** Style of a report: for a screen in light or dark, and for paper. No font, image or script from anywhere. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; --faint: #5c636b; --line: #d5d9de; --band: #f4f5f7;
  --pass: #1a6b3c; --fail: #b3261e; --error: #8a5300; --not-run: #5c636b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --paper: #17191c; --faint: #a3abb3; --line: #3a3f45; --band: #202327;
  --pass: #6fcf97; --fail: #ff8a80; --error: #f2b84b; --not-run: #a3abb3; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.125rem; margin: 2.5rem 0 .5rem; }
p { margin: .25rem 0; }
.faint { color: var(--faint); }
.verdict { border: 1px solid var(--line); border-left: .5rem solid currentColor; padding: .75rem 1rem; margin: 1.5rem 0; }
.verdict strong { font-size: 1.25rem; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .error { color: var(--error); } .not-run { color: var(--not-run); }
.verdict p { color: var(--ink); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
thead th { color: var(--faint); font-weight: 600; white-space: nowrap; }
td.word { white-space: nowrap; font-weight: 600; }
td.number { font-variant-numeric: tabular-nums; }
.facts th { width: 14rem; font-weight: 400; color: var(--faint); }
code { font: .875em ui-monospace, monospace; }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --faint: #444; --line: #999;
    --pass: #000; --fail: #000; --error: #000; --not-run: #444; }
  body { max-width: none; padding: 0; font-size: 10pt; } .wide { overflow: visible; }
  thead { display: table-header-group; } tr { break-inside: avoid; } h2 { break-after: avoid; } @page { margin: 16mm; } }
`;
