import { CARRIED_ID, carriedText } from "../files/carried";
import { language } from "../language/text";
import { escapeXml, serialize } from "../plots/svg";
import type { Review } from "../state/state";
import type { Block, Link, ReportDocument, Table } from "./document";

/** A report as one page that needs nothing else: no script, no connection, and the review inside it. */

const STYLE = `
body{max-width:52rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff}
h1{font-size:1.7rem;line-height:1.2}h2{margin-top:2.2rem;border-bottom:2px solid #0b5c92}h3{margin-top:1.8rem}
table{border-collapse:collapse;margin:.5rem 0 1rem;font-size:.85rem}caption{text-align:start;font-weight:bold}
th,td{padding:.2rem .6rem .2rem 0;border-bottom:1px solid #bbb;text-align:start;vertical-align:top}
thead th{border-bottom:1px solid #111}.scroll{overflow-x:auto}figure{margin:1rem 0}figure svg{max-width:100%;height:auto}
figcaption,.minor,.note{font-size:.85rem;color:#444}
pre{padding:.75rem;overflow-x:auto;background:#f4f6f8;font-size:.75rem;line-height:1.4}.qr svg{width:6cm;height:6cm}
a{color:#0b5c92}.link{overflow-wrap:anywhere}
@page{size:A4;margin:15mm}
@media print{body{max-width:none;margin:0;padding:0;font-size:10pt}h2,h3,h4,caption{break-after:avoid}
figure,tr{break-inside:avoid}pre{white-space:pre-wrap;font-size:7pt}.scroll{overflow:visible}}
`.trim();

function tableHtml({ caption, heads, rows, notes = [] }: Table): string {
  const head = heads.every((text) => text === "")
    ? ""
    : `<thead><tr>${heads.map((text) => `<th scope="col">${escapeXml(text)}</th>`).join("")}</tr></thead>`;
  const body = rows.map(([name = "", ...cells]) => {
    const rest = cells.map((cell) => `<td>${escapeXml(cell)}</td>`).join("");
    return `<tr><th scope="row">${escapeXml(name)}</th>${rest}</tr>`;
  });
  const title = caption === "" ? "" : `<caption>${escapeXml(caption)}</caption>`;
  const below = notes.map((note) => `<p class="note">${escapeXml(note)}</p>`).join("");
  return `<div class="scroll" tabindex="0"><table>${title}${head}<tbody>${body.join("")}</tbody></table></div>${below}`;
}

function linkHtml({ text, target, isAddress, qr }: Link): string {
  const shown = escapeXml(target);
  const link = isAddress ? `<a href="${shown}">${shown}</a>` : `<code>${shown}</code>`;
  return `<p class="link">${escapeXml(text)}: ${link}</p>${qr === null ? "" : `<div class="qr">${serialize(qr)}</div>`}`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level + 1}>${escapeXml(block.text)}</h${block.level + 1}>`;
    case "paragraph":
      return `<p${block.minor ? ' class="minor"' : ""}>${escapeXml(block.text)}</p>`;
    case "list": {
      const tag = block.numbered ? "ol" : "ul";
      return `<${tag}>${block.items.map((item) => `<li>${escapeXml(item)}</li>`).join("")}</${tag}>`;
    }
    case "table":
      return tableHtml(block);
    case "figure":
      return `<figure>${serialize(block.figure)}<figcaption>${escapeXml(block.caption)}</figcaption></figure>`;
    case "code":
      return `<pre tabindex="0"><code>${escapeXml(block.text)}</code></pre>`;
    case "link":
      return linkHtml(block);
  }
}

/** Apart, so that nothing that reads our own page takes this policy for its. */
const httpEquiv = (name: string, content: string): string => `<meta http-equiv="${name}" content="${content}">`;

/** @param review  what the page is to carry; null = nothing */
export function reportHtml({ title, blocks }: ReportDocument, review: Review | null): string {
  const data = review === null ? "" : `<template id="${CARRIED_ID}">${escapeXml(carriedText(review))}</template>\n`;
  return `<!DOCTYPE html>
<html lang="${language.id}">
<head>
<meta charset="utf-8">
${httpEquiv("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<h1>${escapeXml(title)}</h1>
${blocks.map(blockHtml).join("\n")}
${data}</body>
</html>
`;
}
