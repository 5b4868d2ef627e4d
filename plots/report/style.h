#pragma once
// The look of the report: on a phone (360 px), on a desk, and on paper.

namespace caldera {

inline constexpr const char* report_style = R"css(
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; color: #1b1b1b; background: #fff;
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 1.5rem 0 0.75rem; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 1.5rem 0 0.5rem; }
.figure h3 { margin-top: 0; }
p { margin: 0 0 0.75rem; }
a { color: #0057a3; }
code { font: 0.85em ui-monospace, monospace; }
section { border-top: 1px solid #ccc; padding: 1.25rem 0 0.75rem; }
.headline { font-size: 1.15rem; font-weight: 600; border-left: 0.4rem solid #009e73;
  padding: 0.5rem 0.75rem; background: #eef8f4; }
.headline.unfinished { border-color: #8a8a8a; background: #f6f6f6; }
.headline.failing { border-color: #d55e00; background: #fdf1e9; }
.note, .source { color: #4a4a4a; font-size: 0.9rem; }
nav h2 { font-size: 1.05rem; margin: 0.75rem 0 0; }
nav ol { margin: 0.25rem 0 0.75rem; padding-left: 2rem; }
nav li { padding: 0.2rem 0; }
.box { overflow: auto; margin: 0 0 0.75rem; }
.picture { position: relative; min-width: 36rem; }
.picture img { display: block; width: 100%; height: auto; }
.pieces { display: none; }
output { position: absolute; pointer-events: none; font-size: 0.8rem; line-height: 1.3;
  white-space: nowrap; padding: 0.1rem 0.4rem; background: #fffbe6; border: 1px solid #8a8a8a; }
output:empty { display: none; }
.missing { align-self: start; border: 2px dashed #8a8a8a; padding: 1rem; background: #f6f6f6; }
dl { margin: 0; }
dt { font-weight: 600; }
dd { margin: 0 0 0.6rem; }
dd p { margin: 0 0 0.4rem; }
table { border-collapse: collapse; font-size: 0.875rem; overflow-wrap: normal; }
.verdict { max-height: 34rem; border: 1px solid #ccc; }
th, td { text-align: left; padding: 0.2rem 0.6rem; border-bottom: 1px solid #e2e2e2;
  vertical-align: top; }
.verdict th, .verdict td { white-space: nowrap; }
.verdict table { min-width: 100%; }
thead th { position: sticky; top: 0; background: #f0f0f0; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody tr { background: #fff; }
tbody tr.failing { background: #fdf1e9; font-weight: 600; }
.verdict td:first-child { position: sticky; left: 0; background: inherit; }
details { border: 1px solid #ccc; margin: 0 0 0.5rem; padding: 0 0.75rem; }
summary { padding: 0.5rem 0; cursor: pointer; }
footer { border-top: 1px solid #ccc; padding-top: 0.75rem; font-size: 0.9rem; }
tr:target, details:target { outline: 2px solid #0057a3; }
@media (max-width: 38rem) {
  .box:has(.picture), .verdict { border: 1px solid #ccc; }
  .box:has(.picture):not(:has(.pieces))::before, .wide::before, .verdict::before {
    content: "⇠ wider than the screen ⇢"; position: sticky; left: 0; display: block;
    width: fit-content; padding: 0.1rem 0.4rem; color: #4a4a4a; font-size: 0.8rem; }
}
@media screen and (max-width: 38rem) {
  .picture:has(+ .pieces) { display: none; }
  .picture + .pieces { display: block; }
  .piece { overflow-x: auto; }
  .piece div { position: relative; overflow: hidden; }
  .piece img { position: absolute; }
  .piece output { width: max-content; max-width: 12rem; white-space: normal; }
}
@media (max-width: 60rem) {
  tr.failing td:first-child::before { content: "FAIL: "; }
}
@media (min-width: 60rem) {
  .beside { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 1.5rem; }
  nav ol { columns: 2; }
}
@media print {
  @page { margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  section { border-top: none; padding-top: 0.5rem; }
  .box { overflow: visible; max-height: none; border: none; }
  .picture { min-width: 0; }
  .picture img { max-height: 12cm; object-fit: contain; }
  .box::before, output { display: none; }
  .figure { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  table { font-size: 7.5pt; width: 100%; }
  th, td { padding: 0.1rem 0.3rem; }
  .verdict th, .verdict td { white-space: normal; }
  tr { break-inside: avoid; }
  thead th, .verdict td:first-child { position: static; }
  details { border: none; padding: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
)css";

}  // namespace caldera
