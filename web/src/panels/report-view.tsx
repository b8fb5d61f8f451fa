import { h, render } from "preact";
import type { Block, Link, ReportDocument, Table } from "../report/document";
import { Drawing } from "../ui/drawing";

/** A report on paper: rendered beside the page when it is printed, and gone afterwards. */

function TableView({ caption, heads, rows, notes = [] }: Table) {
  return (
    <>
      <table>
        {caption !== "" && <caption>{caption}</caption>}
        {heads.some((head) => head !== "") && (
          <thead>
            <tr>
              {heads.map((head, i) => (
                <th key={`${i} ${head}`} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(([name, ...cells], i) => (
            <tr key={`${i} ${name}`}>
              <th scope="row">{name}</th>
              {cells.map((cell, j) => (
                <td key={`${j} ${heads[j + 1]}`}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {notes.map((note) => (
        <p key={note} class="minor">
          {note}
        </p>
      ))}
    </>
  );
}

function LinkView({ text, target, isAddress, qr }: Link) {
  return (
    <div class="paper-link">
      <p>
        {text}: {isAddress ? <a href={target}>{target}</a> : <code>{target}</code>}
      </p>
      {qr !== null && <Drawing node={qr} />}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return h(`h${block.level + 1}`, {}, block.text);
    case "paragraph":
      return <p class={block.minor ? "minor" : undefined}>{block.text}</p>;
    case "list": {
      const items = block.items.map((item) => h("li", { key: item }, item));
      return h(block.numbered ? "ol" : "ul", {}, items);
    }
    case "table":
      return <TableView {...block} />;
    case "figure":
      return (
        <figure>
          <Drawing node={block.figure} />
          <figcaption>{block.caption}</figcaption>
        </figure>
      );
    case "code":
      return <pre>{block.text}</pre>;
    case "link":
      return <LinkView {...block} />;
  }
}

function ReportView({ title, blocks }: ReportDocument) {
  return (
    <>
      <h1>{title}</h1>
      {blocks.map((block, i) => (
        <BlockView key={`${i} ${block.kind}`} block={block} />
      ))}
    </>
  );
}

/** Prints the report and nothing else of the page; its title names the PDF. */
export function printReport(report: ReportDocument): void {
  const paper = document.createElement("article");
  paper.className = "paper";
  render(<ReportView {...report} />, paper);
  const title = document.title;
  document.title = report.title;
  document.body.append(paper);
  document.documentElement.classList.add("printing-report");
  const end = (): void => {
    document.documentElement.classList.remove("printing-report");
    document.title = title;
    render(null, paper);
    paper.remove();
  };
  window.addEventListener("afterprint", end, { once: true });
  window.print();
}
