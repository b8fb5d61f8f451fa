/** The part of saxen that xml.ts uses; the package brings no types. */
declare module "saxen" {
  type Decode = (text: string) => string;
  export class Parser {
    on(
      event: "openTag",
      call: (name: string, attributes: () => Record<string, string> | false, decode: Decode) => void,
    ): this;
    on(event: "closeTag", call: (name: string) => void): this;
    on(event: "text", call: (text: string, decode: Decode) => void): this;
    on(event: "cdata", call: (text: string) => void): this;
    on(event: "error" | "warn", call: (error: Error) => void): this;
    parse(xml: string): Error | null;
    stop(): void;
  }
}
