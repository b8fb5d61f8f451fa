import { Parser } from "saxen";
import { t } from "../language/text";
import { limits } from "../state/limits";
import { Refusal } from "./found";

/** XML as events. Nothing is fetched and no entity is expanded besides the five of XML and those that are numbers. */
export interface XmlReader {
  /** @param name  without its prefix: "x:row" is "row" */
  open?(name: string, attributes: ReadonlyMap<string, string>): void;
  /** Whether the text that comes next is of interest; without it, all is. What nobody reads is not decoded. */
  wants?(): boolean;
  text?(text: string): void;
  close?(name: string): void;
  /** True once the rest is of no interest: reading stops after the element that was closed last. */
  done?(): boolean;
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Characters beyond U+FFFF written as numbers, and a "<" that begins no tag, which some programs leave as it is. */
function tidy(xml: string): string {
  return xml
    .replace(/^\ufeff/, "")
    .replace(/&#(?:x([0-9a-f]{5,6})|([0-9]{5,7}));/gi, (whole, hex: string, decimal: string) => {
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/<(?=[\s\d=.,<])/g, "&lt;");
}

/** All text that is of interest, in characters: more than any data file has, read in about a second. */
const MOST_TEXT = 10_000_000;
/** Elements: more than any data file has, read in about a second. */
const MOST_ELEMENTS = 2_000_000;
/** A tag with more attributes than any data file has. */
const LONG_TAG = /<[^<>]{100000}/;

export function readXml(xml: string, reader: XmlReader): void {
  // An internal DTD is the place of entity bombs; no data file has one.
  if (/<!DOCTYPE[^>]*\[/i.test(xml) || /<!ENTITY/i.test(xml))
    throw new Refusal(t`This file defines XML entities of its own. Pooled does not expand those, for safety.`);
  if (LONG_TAG.test(xml)) throw new Refusal(t`This file has a tag longer than those of any data file.`);
  const parser = new Parser();
  let depth = 0;
  let room = MOST_TEXT;
  let left = MOST_ELEMENTS;
  const wanted = (text: string): boolean => {
    if (reader.text === undefined || reader.wants?.() === false) return false;
    room -= text.length;
    if (room < 0) throw new Refusal(t`This file holds more text than any table of studies.`);
    return true;
  };
  let failure: Error | null = null;
  parser.on("error", (error) => {
    failure = error;
    parser.stop();
  });
  parser.on("warn", () => undefined);
  parser.on("openTag", (name, attributes, decode) => {
    depth += 1;
    left -= 1;
    if (left < 0) throw new Refusal(t`This file has more parts than any table of studies.`);
    if (depth > limits.elements) throw new Refusal(t`This file is nested more deeply than any data file.`);
    const pairs = Object.entries(attributes() || {}).map(
      ([key, value]) => [localName(key), decode(String(value))] as const,
    );
    reader.open?.(localName(name), new Map(pairs));
  });
  parser.on("closeTag", (name) => {
    depth -= 1;
    reader.close?.(localName(name));
    if (reader.done?.()) parser.stop();
  });
  parser.on("text", (text, decode) => {
    if (wanted(text)) reader.text?.(decode(text));
  });
  parser.on("cdata", (text) => {
    if (wanted(text)) reader.text?.(text);
  });
  parser.parse(tidy(xml));
  if (failure !== null) throw new Refusal(t`This file is damaged XML: ${(failure as Error).message}.`);
}
